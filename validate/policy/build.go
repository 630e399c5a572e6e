package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"buf.build/go/protovalidate"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// builder makes a policy from a configuration and collects its problems.
type builder struct {
	*Policy

	builtin  Builtin
	own      map[string]int // indexes of custom rules, by ID
	problems []finding.Finding
}

func (b *builder) problemf(rule, path, format string, args ...any) {
	at, span := b.document.Locate(path)
	b.problemAt(at, span, rule, path, fmt.Sprintf(format, args...))
}

func (b *builder) problemAt(at finding.Position, span finding.Span, rule, path, message string) {
	b.problems = append(b.problems, finding.Finding{
		Rule: rule, Severity: finding.Error, Message: message, Path: path, File: b.name, Position: at, Span: span,
	})
}

func (b *builder) sorted() []finding.Finding {
	slices.SortStableFunc(b.problems, func(x, y finding.Finding) int {
		return cmp.Or(cmp.Compare(x.Position.Line, y.Position.Line), cmp.Compare(x.Position.Column, y.Position.Column),
			cmp.Compare(x.Rule, y.Rule))
	})
	return b.problems[:min(len(b.problems), document.MaxProblems)]
}

// valid reports whether no problem at or below a path was found so far. Consequences of a problem are not reported.
func (b *builder) valid(path string) bool {
	return !slices.ContainsFunc(b.problems, func(p finding.Finding) bool { return document.IsWithin(p.Path, path) })
}

// checkShapes applies the constraints of the schema of the configuration. An empty file satisfies them, and they need
// not be compiled for it.
func (b *builder) checkShapes(config *configv1.Config) {
	if b.document.Root().IsZero() {
		return
	}
	err := protovalidate.Validate(config)
	if err == nil {
		return
	}
	violations, ok := errors.AsType[*protovalidate.ValidationError](err)
	if !ok {
		b.problemf(RuleInvalid, "", "The configuration cannot be checked: %v.", err)
		return
	}
	before := len(b.problems)
	for _, v := range violations.Violations {
		path := protovalidate.FieldPathString(v.Proto.GetField())
		reader := builder{problems: b.problems[:before]}
		if !reader.valid(path) || v.Proto.GetField() != nil && !reader.valid(parent(path)) {
			continue
		}
		b.problemf(RuleInvalid, path, "%s", shapeMessage(v, path))
	}
}

func shapeMessage(v *protovalidate.Violation, path string) string {
	field := path[strings.LastIndexByte(path, '.')+1:]
	switch id := v.Proto.GetRuleId(); id {
	case "required":
		return field + " is missing or empty. Add it."
	case "string.max_len":
		return fmt.Sprintf("%s is too long: at most %v characters are allowed.", field, v.RuleValue.Interface())
	case "repeated.max_items", "map.max_pairs":
		return fmt.Sprintf("%s has too many entries: at most %v are allowed.", field, v.RuleValue.Interface())
	case "repeated.unique":
		return field + " has the same item twice. Keep one."
	case "int32.gte_lte":
		return fmt.Sprintf("%s must be a number from 0 to 100, and not 0 if it is required.", field)
	case "string.pattern":
		return patternMessage(path)
	case "string.in":
		collections := make([]string, 0, len(catalog.Kinds()))
		for _, kind := range catalog.Kinds() {
			collections = append(collections, kind.String())
		}
		return fmt.Sprintf("%q is not a collection. Write one of %s.", v.FieldValue.String(), strings.Join(collections, ", "))
	default:
		return v.Proto.GetMessage()
	}
}

// patternMessage returns the message for a field that does not match its pattern.
func patternMessage(path string) string {
	if strings.HasPrefix(path, "replaces") {
		return "Write the name of a record with the digest of what it replaces, as in drugs/imatinib: sha256:… with 64 " +
			"hexadecimal digits."
	}
	if strings.HasPrefix(path, "extends") {
		return "Write it without spaces around it: embedded, the path of a release file, or a reference of a registry."
	}
	if strings.HasSuffix(path, ".id") {
		return "This is not the ID of a rule. Write two or more words of lowercase letters and digits, separated by " +
			"hyphens, the first of them a name of your own: acme-brand-needs-holder."
	}
	return "This is not the path of a field. Write the names of fields, separated by dots, with [] after a list whose " +
		"items are checked: uses[].labels[].off_label."
}

// parent returns the path of what holds a field.
func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i > 0 {
		return path[:i]
	}
	return path
}

func (b *builder) addSeverities(config *configv1.Config) {
	for _, id := range slices.Sorted(maps.Keys(config.Rules)) {
		path := fmt.Sprintf("rules[%q]", id)
		severity := config.Rules[id].GetSeverity()
		fixed, known := b.builtin[id]
		_, own := b.own[id]
		switch {
		case own:
			b.problemf(RuleInvalid, path, "%s is a custom rule. Set its severity in its definition in custom_rules.", id)
		case !known:
			b.unknownRule(path, id)
		case !b.valid(path):
		case fixed && severity != configv1.Severity_ERROR:
			b.problemf(RuleInvalid, path, "%s is always an error: while it has a finding, other rules have not seen all that "+
				"they should. "+
				"Fix its findings, or list the file under exclude.", id)
		default:
			b.severities[id] = severity
		}
	}
}

func (b *builder) unknownRule(path, id string) {
	hint := "`compendium rules` lists all."
	if nearest, ok := spelling.Nearest(id, b.names()); ok {
		hint = "Did you mean " + nearest + "?"
	}
	b.problemf(RuleUnknownRule, path, "There is no rule %q. %s", shorten(id), hint)
}

// shorten limits the length of a word from a file in a message.
func shorten(word string) string {
	const maxRunes = 60
	if runes := []rune(word); len(runes) > maxRunes {
		return string(runes[:maxRunes]) + "…"
	}
	return word
}

func (b *builder) addExclusions(config *configv1.Config) {
	for i, e := range config.Exclude {
		path := fmt.Sprintf("exclude[%d]", i)
		for j, id := range e.GetRules() {
			_, known := b.builtin[id]
			if _, own := b.own[id]; !known && !own {
				b.unknownRule(fmt.Sprintf("%s.rules[%d]", path, j), id)
			}
		}
		if err := checkGlob(e.GetFiles()); err != nil && e.GetFiles() != "" {
			b.problemf(RuleInvalid, path+".files", "%q is not a glob of files: %v.", e.Files, err)
		}
		if b.valid(path) {
			b.exclusions = append(b.exclusions, &Exclusion{Path: path, Files: e.Files, rules: e.Rules})
		}
	}
}

// addRequirements adds the requirements on sources, labels, depth and coverage.
func (b *builder) addRequirements(config *configv1.Config) {
	for i, age := range config.SourceAges {
		path := fmt.Sprintf("source_ages[%d]", i)
		if _, twice := b.ages[age.GetKind()]; twice {
			b.problemf(RuleInvalid, path, "The age of a %s is set twice. Keep one.", age.Kind)
		}
		if b.valid(path) {
			b.ages[age.Kind] = int(age.Years)
		}
	}
	if b.valid("jurisdictions") {
		b.jurisdictions = config.Jurisdictions
	}
	if b.valid("depths") {
		b.depths = config.Depths
	}
	for i, c := range config.Coverages {
		path := fmt.Sprintf("coverages[%d]", i)
		if b.Coverage(c.GetRegulator()) != nil {
			b.problemf(RuleInvalid, path, "%s is listed twice. Keep one.", c.Regulator)
		}
		if b.valid(path) {
			b.coverages = append(b.coverages, c)
		}
	}
}
