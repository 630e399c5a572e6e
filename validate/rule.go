package validate

import (
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Rule is a requirement on content, with its documentation, which Documented reads from the page of the rule. A rule
// enforced by code sets the function whose parameter has what it needs to see; the others state what enforces them.
type Rule struct {
	// ID is the stable identifier, in kebab-case. It is never reused.
	ID string
	// Group is the heading under which the rule is listed, one for each subject.
	Group string
	// Severity is the severity of its findings. A rule may lower that of some; its explanation then says so.
	Severity finding.Severity
	// Title describes a violation in a few words.
	Title string
	// Explanation states why it matters and what to do.
	Explanation string
	// Bad is content that the rule finds: a txtar archive of content files. A file that the example catalog of the tests
	// has too replaces that file's top-level fields one by one, so that an example shows only what it is about; a field
	// without a value is removed.
	Bad string
	// Good is the same content, fixed. The rule finds nothing in it.
	Good string
	// Fix describes what `compendium lint --fix` does about its findings. Empty: nothing.
	Fix string

	// Enforced is what enforces the rule.
	Enforced Enforcement
	// About are the fields that a constraint over a whole message is about. The finding points at the first of them that
	// is set.
	About []protoreflect.Name
	// Unconfigurable rules have a fixed severity and cannot be switched off, suppressed or put into a baseline: while one
	// of them has a finding, not every rule has seen all of the file, or a configuration is not in effect.
	Unconfigurable bool
	// NeedsArchive rules find nothing in a run without archived texts.
	NeedsArchive bool

	// Drug checks one drug that is no tombstone.
	Drug func(*RecordPass, *compendiumv1.Drug)
	// Record checks one record of any kind that is no tombstone.
	Record func(*RecordPass)
	// Tombstone checks one tombstone of any kind. It holds no facts that the other functions could miss.
	Tombstone func(*RecordPass)
	// Catalog checks all records together.
	Catalog func(*CatalogPass)
	// Repair returns the edit of a record's file that removes a finding, and a description of it in a few words. It
	// returns ok=false if there is no safe edit.
	Repair func(pass *RepairPass, record *catalog.Record, f finding.Finding) (e document.Edit, change string, ok bool)
}

// Enforcement is the kind of code that enforces a rule.
type Enforcement int

// What enforces a rule.
const (
	// ByCode is a function of the rule.
	ByCode Enforcement = iota
	// BySchema is a constraint in the schema.
	BySchema
	// ByReader is the reader of files.
	ByReader
	// ByEngine is the engine, for the configuration, suppressions and the baseline.
	ByEngine
)

// String returns the name of the enforcement: "code".
func (e Enforcement) String() string {
	return [...]string{"code", "schema", "reader", "engine"}[e]
}

// HelpURI returns the address of the page of the rule, or "" for a rule without an example, which has no page.
func (r *Rule) HelpURI() string {
	if r.Bad == "" {
		return ""
	}
	return "https://" + modulePath + "/blob/main/docs/rules/" + r.ID + ".md"
}

// RuleSet is a set of rules with distinct IDs. It is immutable.
type RuleSet struct {
	rules  []*Rule // sorted by ID
	byID   map[string]*Rule
	groups []Group
}

// Group is the rules of one subject.
type Group struct {
	// Title is their subject.
	Title string
	// Rules are its rules, sorted by ID.
	Rules []*Rule
}

// NewRuleSet returns a set of rules. Groups keep the order in which they first appear; of two rules with one ID, the
// last counts.
func NewRuleSet(rules ...Rule) *RuleSet {
	s := &RuleSet{byID: make(map[string]*Rule, len(rules))}
	var titles []string
	for i := range rules {
		r := &rules[i]
		s.byID[r.ID] = r
		if !slices.Contains(titles, r.Group) {
			titles = append(titles, r.Group)
		}
	}
	s.rules = slices.SortedFunc(maps.Values(s.byID), func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	for _, title := range titles {
		g := Group{Title: title}
		for _, r := range s.rules {
			if r.Group == title {
				g.Rules = append(g.Rules, r)
			}
		}
		s.groups = append(s.groups, g)
	}
	return s
}

// All returns the rules, sorted by ID.
func (s *RuleSet) All() []*Rule { return slices.Clone(s.rules) }

// Groups returns the rules by group.
func (s *RuleSet) Groups() []Group { return slices.Clone(s.groups) }

// ByID returns the rule with an ID, and whether there is one.
func (s *RuleSet) ByID(id string) (*Rule, bool) {
	r, ok := s.byID[id]
	return r, ok
}

// severity returns the severity of a rule that the engine enforces.
func (s *RuleSet) severity(id string) finding.Severity {
	if r, ok := s.byID[id]; ok {
		return r.Severity
	}
	return finding.Error
}

// configurable reports whether a configuration, a suppression or a baseline may affect the rule of an ID.
func (s *RuleSet) configurable(id string) bool {
	r, ok := s.byID[id]
	return !ok || !r.Unconfigurable
}
