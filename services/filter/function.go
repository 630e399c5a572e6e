package filter

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// function parses a function from its arguments on.
func (p *parser) function(name lexeme, depth int) (expr, error) {
	switch name.value {
	case "any":
		return p.any(depth)
	case "within", "covers":
		return p.related(name)
	case "status":
		return p.status(name)
	case "listing":
		return p.listing(name)
	default:
		return nil, errorAt(name.offset, "there is no function %s%s", name.describe(),
			suggest(name.value, []string{"any", "covers", "listing", "status", "within"}))
	}
}

// any parses any(list, filter).
func (p *parser) any(depth int) (expr, error) {
	list := p.next()
	if list.kind != word {
		return nil, errorAt(list.offset, "expected a list of messages, found %s", list.describe())
	}
	target, err := p.resolve(list)
	if err != nil {
		return nil, err
	}
	last := target.path.last()
	if !isItems(last) {
		return nil, errorAt(list.offset, "%s is not a list of messages, so it has no items; write the restriction "+
			"without any",
			brief(list.value))
	}
	if err := p.expect(comma, "the comma and the filter of any(list, filter)"); err != nil {
		return nil, err
	}
	outer, labels := p.scope, p.labels
	p.scope = &scope{descriptor: itemType(last), list: list.value}
	p.scope.root = p.newVariable(p.scope, target.of, target.path)
	item := p.scope.root
	inner, err := p.expression(depth + 1)
	p.scope, p.labels = outer, labels
	if err != nil {
		return nil, err
	}
	return some{item: item, part: inner}, p.expect(closed, "closing parenthesis of any")
}

// related parses within(field, "name") and covers(field, "name").
func (p *parser) related(function lexeme) (expr, error) {
	field := p.next()
	if field.kind != word {
		return nil, errorAt(field.offset, "expected a field, found %s", field.describe())
	}
	target, err := p.resolve(field)
	if err != nil {
		return nil, err
	}
	kinds, isRegion := p.referredKinds(target), isRegion(target.path.last())
	if kinds == nil && !isRegion {
		return nil, errorAt(field.offset, "%s names neither records nor regions, so nothing is within another",
			brief(field.value))
	}
	if err := p.expect(comma, `the comma and the name of `+function.value+`(field, "name")`); err != nil {
		return nil, err
	}
	name := p.next()
	if name.kind != word && name.kind != quoted {
		return nil, errorAt(name.offset, "expected a name, found %s", name.describe())
	}
	if len(name.stars) > 0 {
		return nil, errorAt(name.offset, "%s takes one name, without *", function.value)
	}
	named, isWithin := kinds, function.value == "within"
	if isRegion {
		related, err := regionsAround(name, isWithin)
		if err != nil {
			return nil, err
		}
		return leaf{of: target.of, path: target.path, test: related},
			p.expect(closed, "closing parenthesis of "+function.value)
	}
	// Drugs are below their classes.
	if isWithin && slices.Contains(kinds, catalog.Drugs) && !slices.Contains(kinds, catalog.Classes) {
		named = append(slices.Clone(kinds), catalog.Classes)
	}
	kind, err := p.record(target.path.last(), named, name)
	if err != nil {
		return nil, err
	}
	var found map[string]bool
	if isWithin {
		found, err = p.records.Below(kind, name.value, kinds)
	} else {
		found, err = p.records.Above(kind, name.value)
	}
	if err != nil {
		return nil, fmt.Errorf("find what is below or above %s: %w", name.value, err)
	}
	return leaf{of: target.of, path: target.path, test: namesTest(found)},
		p.expect(closed, "closing parenthesis of "+function.value)
}

// status parses status("US", "2018-01-01") = ON_LABEL.
func (p *parser) status(name lexeme) (expr, error) {
	if p.scope.descriptor.FullName() != useType.FullName() || p.scope.list != "" {
		return nil, errorAt(name.offset, "status is about uses; ask for it in ListUses")
	}
	value := p.next()
	if value.kind != word && value.kind != quoted {
		return nil, errorAt(value.offset, `expected a region, as in status("US", "2018-01-01"), found %s`, value.describe())
	}
	region, err := regionOf(value)
	if err != nil {
		return nil, err
	}
	labels := useType.Fields().ByName(labelsField)
	if err := p.checkLabeled(labels, value, region); err != nil {
		return nil, err
	}
	day := ""
	if p.peek().kind == comma {
		p.at++
		if day, err = p.day(); err != nil {
			return nil, err
		}
	}
	if err := p.expect(closed, "closing parenthesis of status"); err != nil {
		return nil, err
	}
	op := p.next()
	if op.kind != operator || op.value != "=" && op.value != "!=" && op.value != ":" {
		return nil, errorAt(op.offset, "expected = or != after status(…), found %s", op.describe())
	}
	number, err := enumValue(labels.Message().Fields().ByName("status"), p.next())
	if err != nil {
		return nil, err
	}
	uses, err := p.records.UsesWith(region, day, number)
	if err != nil {
		return nil, fmt.Errorf("find the uses that are %d in %s on %q: %w", number, region, day, err)
	}
	own := useType.Fields().ByName("name")
	p.uses(own)
	p.uses(labels)
	return p.compared(leaf{of: p.scope.root, path: path{own}, test: namesTest(uses)}, op), nil
}

// listing parses listing("lists/formulary") = PREFERRED.
func (p *parser) listing(name lexeme) (expr, error) {
	if p.scope.descriptor.FullName() != drugType.FullName() {
		return nil, errorAt(name.offset, "listing is about drugs; ask for it in ListDrugs")
	}
	list := p.next()
	if list.kind != word && list.kind != quoted {
		return nil, errorAt(list.offset, `expected a list, as in listing("lists/formulary"), found %s`, list.describe())
	}
	own := drugType.Fields().ByName("name")
	if _, err := p.record(own, []catalog.Kind{catalog.Lists}, list); err != nil {
		return nil, err
	}
	if err := p.expect(closed, "closing parenthesis of listing"); err != nil {
		return nil, err
	}
	op := p.next()
	if op.kind != operator || op.value != "=" && op.value != "!=" && op.value != ":" {
		return nil, errorAt(op.offset, "expected = or != after listing(…), found %s", op.describe())
	}
	number, err := enumValue(entryType.Fields().ByName("status"), p.next())
	if err != nil {
		return nil, err
	}
	drugs, err := p.records.ListedAs(list.value, number)
	if err != nil {
		return nil, fmt.Errorf("find the drugs that are %d on %s: %w", number, list.value, err)
	}
	p.uses(own)
	return p.compared(leaf{of: p.scope.root, path: path{own}, test: namesTest(drugs)}, op), nil
}

// The messages that listing is about.
var (
	drugType  = (*compendiumv1.Drug)(nil).ProtoReflect().Descriptor()
	entryType = (*compendiumv1.DrugList_Entry)(nil).ProtoReflect().Descriptor()
)

// day parses a day that the catalog can be asked for.
func (p *parser) day() (string, error) {
	value := p.next()
	day, err := date.ParseDay(value.value)
	if err != nil {
		return "", errorAt(value.offset, "%s is not a day; write one as in \"2018-01-01\"", value.describe())
	}
	if last := p.records.LastDay(); string(day) > last {
		return "", errorAt(value.offset, "%s is after today, %s; what will hold then is not known", day, last)
	}
	if !slices.Contains(p.days, string(day)) {
		p.days = append(p.days, string(day))
	}
	if len(p.days) > maxDays {
		return "", errorAt(value.offset, "the filter asks for more than %d days", maxDays)
	}
	return string(day), nil
}
