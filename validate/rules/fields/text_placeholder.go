package fields

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var textPlaceholder = validate.Rule{
	ID:       "text-placeholder",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			if saysNothing(t) {
				p.Report(t.path, "%q says nothing. Write what the source says, or leave it out and record a gap.", t.value)
			}
		}
	},
}

// placeholders are what people write in place of a text, in small letters and without a final point.
var placeholders = []string{"n/a", "n.a", "n. a", "tbd", "t.b.d", "tba", "tbc", "todo", "to do", "fixme", "xxx",
	"placeholder", "lorem ipsum", "to be added", "to be determined", "to be written", "to be done", "not applicable",
	"fill in"}

// emptyReasons are texts that say nothing where a reason or summary is asked for. Elsewhere they may be a source's
// word, such as a frequency that is unknown.
var emptyReasons = []string{"none", "unknown", "not known", "no reason", "no", "yes", "nothing", "no data"}

// unfinished matches a mark, within a text, of what is still to be written.
var unfinished = regexp.MustCompile(`\b(TODO|FIXME|TBD)\b|\?\?\?`)

func saysNothing(t text) bool {
	word := strings.TrimSuffix(facts.FoldText(t.value), ".")
	if slices.Contains(placeholders, word) || strings.HasPrefix(word, "todo:") || unfinished.MatchString(t.value) {
		return true
	}
	reason := []protoreflect.Name{"reason", "summary", "basis", "unknown", "retired_reason"}
	if slices.Contains(reason, t.field) && slices.Contains(emptyReasons, word) {
		return true
	}
	return t.value != "" &&
		!strings.ContainsFunc(t.value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
