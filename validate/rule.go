package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/edit"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Rule is one thing that content must keep, with its documentation. A rule fills in the one function that fits what it needs to see:
// one drug, one record or the whole catalog. A rule without a function is applied by the schema or while files are read, and is
// here for its documentation.
type Rule struct {
	// ID is the stable identifier, in kebab-case. It is never reused.
	ID string
	// Severity is the severity of its findings; a rule may report some of them with a lower one and then says so in its explanation.
	Severity finding.Severity
	// Title is what it is about, in a few words.
	Title string
	// Explanation says why it matters and what to do.
	Explanation string
	// Bad is content that the rule finds: a txtar archive of content files. A file that the example catalog of the tests has too
	// replaces that file's top-level fields one by one, so that an example shows only what it is about; a field without a value is removed.
	Bad string
	// Good is the same content, mended. The rule finds nothing in it.
	Good string
	// Fix says what `compendium lint --fix` does about its findings, where there is one safe answer. Empty: nothing.
	Fix string

	// drug and record look at one record, and catalog at all of them. The first two are not called again for a record in which they found nothing
	// when it, what it refers to, the regulators, the configuration and the day were the same: they may look at other records, through
	// the pass, which notes it, and at nothing else.
	drug    func(*pass, *catalog.Record, *compendiumv1.Drug)
	record  func(*pass, *catalog.Record)
	catalog func(*pass)
	fix     func(*fixer, *catalog.Record, finding.Finding) (e edit.Edit, change string, ok bool)
}

// Rules gives every rule, sorted by ID.
func Rules() []Rule { return append([]Rule(nil), rules...) }

// HelpURI gives the address of the rule's page, or "" where it has none: a rule without an example has no page.
func (r Rule) HelpURI() string {
	if r.Bad == "" {
		return ""
	}
	return informationURI + "/blob/main/docs/rules/" + r.ID + ".md"
}

// RuleByID gives the rule of this identifier, and whether there is one.
func RuleByID(id string) (Rule, bool) {
	r, ok := ruleIndex[id]
	if !ok {
		return Rule{}, false
	}
	return *r, true
}
