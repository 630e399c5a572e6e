package policy

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// Extends is what a configuration says of the catalog that the project extends.
type Extends struct {
	// Reference names the catalog. It is empty if the project extends none.
	Reference string
	// Keys are files of public keys.
	Keys []string
	// Name is the name that the catalog is published under, or "" for the default.
	Name string
}

// Extends returns the catalog that the project extends.
func (p *Policy) Extends() Extends { return p.extends }

// addBase adds what the configuration says of a base.
func (b *builder) addBase(config *configv1.Config) {
	if b.valid("extends") && b.valid("extends_keys") && b.valid("extends_name") {
		b.extends = Extends{Reference: config.Extends, Keys: config.ExtendsKeys, Name: config.ExtendsName}
	}
	b.replaces = make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(config.Replaces)) {
		path := fmt.Sprintf("replaces[%q]", name)
		switch {
		case config.Extends == "":
			b.problemf(RuleInvalid, path, "It replaces a record of a catalog that this one extends, and there is none. Add "+
				"extends, or remove this.")
		case b.valid(path) && b.valid("extends"):
			b.replaces[name] = config.Replaces[name]
		}
	}
}

// CheckBase compares what the configuration and a lock say about the base with a catalog that extends it, and returns
// what is wrong. All findings are errors: what is served has none of them.
func (p *Policy) CheckBase(c *catalog.Catalog, lock Lock) []finding.Finding {
	if p.extends.Reference == "" {
		return nil
	}
	b := builder{Policy: p}
	b.checkLock(c, lock)
	for _, name := range slices.Sorted(maps.Keys(p.replaces)) {
		b.checkReplaced(c, name)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Replaced())) {
		own, _ := c.Get(name)
		if _, named := p.replaces[name]; named {
			continue
		}
		at, span := own.Document().Locate("")
		b.problems = append(b.problems, finding.Finding{
			Rule: RuleBaseHidden, Severity: finding.Error, Resource: name, File: own.File(), Position: at, Span: span,
			Message: fmt.Sprintf("The catalog that this one extends has a record of this name. If this one is to replace it, "+
				"write %s: %s under replaces in %s. If it is another, give it another name.", name,
				digestOf(c.Replaced()[name]), FileName),
		})
	}
	return b.problems
}

// checkReplaced checks an entry of replaces.
func (b *builder) checkReplaced(c *catalog.Catalog, name string) {
	path := fmt.Sprintf("replaces[%q]", name)
	replaced, ok := c.Replaced()[name]
	_, present := c.Get(name)
	switch {
	case !ok && present:
		record, _ := c.Get(name)
		if record.Own() {
			b.problemf(RuleBaseMissing, path, "The catalog that this one extends has no record %s. If it had one before, find "+
				"out why it is gone. Then remove this; the record here stays.", name)
			return
		}
		b.problemf(RuleBaseMissing, path, "There is no record %s here to replace that of the base. Add %s.yaml, or remove "+
			"this.", name, c.FileOf(name))
	case !ok:
		b.problemf(RuleBaseMissing, path, "There is no record %s, neither here nor in the catalog that this one extends. "+
			"Correct the name, or remove this.", name)
	case digestOf(replaced) != b.replaces[name]:
		b.problemf(RuleBaseChanged, path, "The record of the base has changed: it is now %s. Compare it with yours, carry "+
			"over what matters, and write this digest here.", digestOf(replaced))
	}
}

// digestOf returns the digest of a record as it is written.
func digestOf(r *catalog.Record) string {
	digest := r.Digest()
	return "sha256:" + hex.EncodeToString(digest[:])
}
