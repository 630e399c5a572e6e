package doses

import (
	"cmp"
	"fmt"
	"math/big"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/dose"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// step is a step of a dose, of a component of a regimen, or of a part of a block.
type step struct {
	*compendiumv1.DoseStep

	// path is its path in the record.
	path string
	// drug is the resource name of the drug that it administers, or "" for a procedure.
	drug string
	// list is the path of the steps that it is one of, and index its place among them.
	list  string
	index int
	// dose is the dose that it is a step of, or nil in a regimen.
	dose *compendiumv1.Dose
	// route is that of the step or else of its dose, or 0.
	route compendiumv1.Administration_Route
}

// at returns the path of a field of the step.
func (s step) at(field string) string { return s.path + "." + field }

// stepsOf returns the steps of a record, in its order.
func stepsOf(r *catalog.Record) []step {
	var all []step
	add := func(list, drug string, of *compendiumv1.Dose, steps []*compendiumv1.DoseStep) {
		for i, s := range steps {
			all = append(all, step{s, facts.ItemPath(list, i, ""), drug, list, i, of, cmp.Or(s.GetRoute(), of.GetRoute())})
		}
	}
	switch m := r.Message().(type) {
	case *compendiumv1.Drug:
		for i, d := range m.GetDoses() {
			add(facts.ItemPath("doses", i, "steps"), r.Name(), d, d.GetSteps())
		}
	case *compendiumv1.Regimen:
		for i, c := range m.GetComponents() {
			add(facts.ItemPath("components", i, "steps"), c.GetDrug(), nil, c.GetSteps())
		}
		for i, b := range m.GetBlocks() {
			for j, part := range b.GetParts() {
				add(partPath(i, j, "steps"), part.GetDrug(), nil, part.GetSteps())
			}
		}
	}
	return all
}

// partPath returns the path of a field of a part of a block.
func partPath(block, part int, field string) string {
	return fmt.Sprintf("blocks[%d].parts[%d].%s", block, part, field)
}

// quantity is an amount or a length of time in the doses of a record, or in the strengths of its products.
type quantity struct {
	*compendiumv1.Quantity

	// path is its path in the record.
	path string
	// roles are what its unit may be the unit of.
	roles dose.Role
	// signed reports whether it may be zero or negative.
	signed bool
}

const given = dose.Amount | dose.Rate

// quantitiesOf returns the quantities in the doses of a record, and in the strengths of its products, that are set.
func quantitiesOf(p *validate.RecordPass) []quantity {
	var all []quantity
	add := func(path string, q *compendiumv1.Quantity, roles dose.Role, signed bool) {
		if q != nil {
			all = append(all, quantity{q, path, roles, signed})
		}
	}
	for _, s := range stepsOf(p.Record) {
		add(s.at("amount"), s.GetAmount(), given, false)
		add(s.at("frequency.per"), s.GetFrequency().GetPer(), dose.Time, false)
		add(s.at("every"), s.GetEvery(), dose.Time, false)
		add(s.at("over"), s.GetOver(), dose.Time, false)
		add(s.at("duration"), s.GetDuration(), dose.Time, false)
		add(s.at("after.offset"), s.GetAfter().GetOffset(), dose.Time, true)
		for i, m := range s.GetMax() {
			add(facts.ItemPath(s.at("max"), i, "amount"), m.GetAmount(), given, false)
			add(facts.ItemPath(s.at("max"), i, "period"), m.GetPeriod(), dose.Time, false)
		}
	}
	switch m := p.Record.Message().(type) {
	case *compendiumv1.Drug:
		for i, d := range m.GetDoses() {
			for j, r := range d.GetReductions() {
				add(fmt.Sprintf("doses[%d].reductions[%d].amount", i, j), r.GetAmount(), given, false)
			}
		}
		for i, product := range m.GetProducts() {
			for j, s := range product.GetStrengths() {
				path := facts.ItemPath(facts.ItemPath("products", i, "strengths"), j, "")
				add(path+".amount", s.GetAmount(), dose.Strength, false)
				add(path+".per", s.GetPer(), dose.Strength|dose.Time, false)
			}
		}
	case *compendiumv1.Regimen:
		for i, b := range m.GetBlocks() {
			add(facts.ItemPath("blocks", i, "interval"), b.GetInterval(), dose.Time, false)
		}
	}
	return all
}

// least returns the smallest amount that a quantity means, in the base of its unit; ok is false if it has none.
func least(q *compendiumv1.Quantity) (value *big.Rat, base string, ok bool) {
	return dose.Value(cmp.Or(q.GetValue(), q.GetLow()), q.GetUnit())
}

// most returns the largest amount that a quantity means, in the base of its unit; ok is false if it has none.
func most(q *compendiumv1.Quantity) (value *big.Rat, base string, ok bool) {
	return dose.Value(cmp.Or(q.GetValue(), q.GetHigh()), q.GetUnit())
}
