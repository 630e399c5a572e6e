package doses

import (
	"math/big"
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var doseTotalDiffers = validate.Rule{
	ID:       "dose-total-differs",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p.Record) {
			for _, said := range totalsIn(s.GetWords()) {
				total := said.of(s.DoseStep)
				if total == nil || total.Cmp(said.total) == 0 {
					continue
				}
				p.Report(s.at("words"), "The words say %q, and the amount and the days of the step make another total. "+
					"Correct the wrong one.", said.words).Related(p.Record, s.at("amount"), "The amount")
			}
		}
	},
}

// total is an amount in the words of a step that its fields make, too.
type total struct {
	words string
	total *big.Rat // in base
	base  string
	// cycles is the number of cycles of the total, or 0 for what is given at once.
	cycles int64
}

var (
	totalInCycles = regexp.MustCompile(`(?i)\b` + amountPattern + ` in (a|one|each|every|[a-z]+|\d+) (?:whole )?cycles?\b`)
	thatIs        = regexp.MustCompile(`(?i)\bthat is ` + amountPattern + `(?:[.,;]|$)`)
)

// amountPattern is an amount in words: its number and its unit.
const amountPattern = `(\d[\d,]*(?:\.\d+)?) ?(mg|g|mcg|micrograms?|milligrams?|grams?|MBq|kBq|GBq)(/m²|/kg)?`

// totalsIn returns the totals that the words of a step state: "75 mg/m² in a cycle", "4 g/m² in eight cycles", and what
// is given at once in another unit: "That is 1,250 micrograms."
func totalsIn(words string) []total {
	var all []total
	add := func(m []string, cycles int64) {
		if value, base, ok := amountOf(m[1:4]); ok {
			all = append(all, total{m[0], value, base, cycles})
		}
	}
	for _, m := range totalInCycles.FindAllStringSubmatch(words, -1) {
		switch count := fold.Spaced(m[4]); count {
		case "a", "each", "every":
			add(m, 1)
		default:
			if n, ok := countOf(count); ok {
				add(m, n)
			}
		}
	}
	for _, m := range thatIs.FindAllStringSubmatch(words, -1) {
		add(m, 0)
	}
	return all
}

// amountOf reads the number, the unit and what it is per of amountPattern, as dose.Value does.
func amountOf(m []string) (value *big.Rat, base string, ok bool) {
	unit := m[1]
	if code := unitsOfAmounts[strings.TrimSuffix(strings.ToLower(unit), "s")]; code != "" {
		unit = code
	}
	return dose.Value(strings.ReplaceAll(m[0], ",", ""), unit+strings.ReplaceAll(m[2], "²", "2"))
}

// unitsOfAmounts are the codes of units that have another name in words.
var unitsOfAmounts = map[string]string{"mcg": "ug", "microgram": "ug", "milligram": "mg", "gram": "g"}

// of returns the total that the fields of a step make, or nil if they make none, or in another unit than the words.
func (t total) of(s *compendiumv1.DoseStep) *big.Rat {
	value, base, ok := dose.Value(s.GetAmount().GetValue(), s.GetAmount().GetUnit())
	if t.cycles == 0 {
		of, _, _ := strings.Cut(base, "/")
		if !ok || base != t.base && of != t.base {
			return nil
		}
		return value
	}
	if !ok || base != t.base || len(s.GetDays()) == 0 {
		return nil
	}
	times := int64(len(s.GetDays()))
	if n, isRate := perDay(s); isRate && n.IsInt() {
		times *= n.Num().Int64()
	}
	return value.Mul(value, big.NewRat(times*t.cycles, 1))
}
