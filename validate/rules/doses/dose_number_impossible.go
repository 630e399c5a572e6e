package doses

import (
	"fmt"
	"math/big"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var doseNumberImpossible = validate.Rule{
	ID:       "dose-number-impossible",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, q := range quantitiesOf(p) {
			if !q.signed {
				checkPositive(p, q.path+".value", q.GetValue())
				checkPositive(p, q.path+".low", q.GetLow())
				checkPositive(p, q.path+".high", q.GetHigh())
			}
			if from, to, ok := rangeOf(q.GetLow(), q.GetHigh()); ok && from.Cmp(to) > 0 {
				p.Report(q.path+".low", "%s to %s is not a range: the low end is above the high end. Correct one of them.",
					q.GetLow(), q.GetHigh())
			}
		}
		for _, s := range stepsOf(p.Record) {
			checkPositive(p, s.at("target_auc"), s.GetTargetAuc())
			checkPositive(p, s.at("share.percent"), s.GetShare().GetPercent())
			checkShare(p, s.at("share.percent"), s.GetShare().GetPercent())
		}
		if drug, ok := p.Record.Message().(*compendiumv1.Drug); ok {
			for i, d := range drug.GetDoses() {
				for j, b := range d.GetBands() {
					checkBand(p, fmt.Sprintf("doses[%d].bands[%d]", i, j), b)
				}
			}
		}
	},
}

// checkPositive reports a number, if there is one, that is not greater than zero.
func checkPositive(p *validate.RecordPass, path, number string) {
	if value, ok := new(big.Rat).SetString(number); ok && value.Sign() <= 0 {
		p.Report(path, "%s is not greater than zero. Correct the number; say a pause in words.", number)
	}
}

// checkShare reports a share of the amount of another drug that is below one percent, as a fraction is, or more than
// three times that amount. Mesna is given in up to 160 % of cyclophosphamide.
func checkShare(p *validate.RecordPass, path, percent string) {
	share, ok := new(big.Rat).SetString(percent)
	if ok && share.Sign() > 0 && (share.Cmp(big.NewRat(1, 1)) < 0 || share.Cmp(big.NewRat(300, 1)) > 0) {
		p.Report(path, "The share is %s percent of the amount of another drug. Write 20 for a fifth of it, and say in "+
			"words what is less than one percent or more than three times as much.", percent)
	}
}

// rangeOf returns the ends of a range that has both.
func rangeOf(low, high string) (from, to *big.Rat, ok bool) {
	from, ok = new(big.Rat).SetString(low)
	to, both := new(big.Rat).SetString(high)
	return from, to, ok && both
}

// checkBand reports limits of a band that no one can be within. A band of one value, from and up to it, is one.
func checkBand(p *validate.RecordPass, path string, b *compendiumv1.Dose_Band) {
	low, lowField := limitOf(p, path, b.GetFrom(), "from", b.GetAbove(), "above")
	high, highField := limitOf(p, path, b.GetUpTo(), "up_to", b.GetBelow(), "below")
	if value, ok := new(big.Rat).SetString(low); ok && value.Sign() < 0 {
		p.Report(path+"."+lowField, "%s is below zero. Correct the number.", low)
	}
	checkPositive(p, path+"."+highField, high)
	from, to, ok := rangeOf(low, high)
	if ok && (from.Cmp(to) > 0 || from.Cmp(to) == 0 && (lowField == "above" || highField == "below")) {
		p.Report(path+"."+lowField, "The band with %s: %s and %s: %s is empty. Correct one of them.",
			lowField, low, highField, high)
	}
}

// limitOf returns the limit of a band that is stated, and its field. It reports two in place of one.
func limitOf(p *validate.RecordPass, path, included, field, excluded, other string) (limit, of string) {
	if excluded == "" {
		return included, field
	}
	if included != "" {
		p.Report(path+"."+other, "The band has both %s, which includes its value, and %s, which excludes it. Keep the one "+
			"that the source states.", field, other)
	}
	return excluded, other
}
