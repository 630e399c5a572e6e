package fields

import (
	"regexp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var textSpaces = validate.Rule{
	ID:       "text-spaces",
	Severity: finding.Warning,
	Repair:   fixSpaces,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			if spaces.MatchString(t.value) {
				p.Report(t.path, "The text has two spaces in a row, or a no-break or wide space. Write one plain space.")
			}
		}
	},
}

// spaces is a run of spaces that is not one plain space.
var spaces = regexp.MustCompile(` *[\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]\p{Zs}*|  +`)

// fixSpaces writes one plain space in place of each run of others.
func fixSpaces(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	node := r.Document().Find(f.Path)
	if node.IsZero() || node.Kind() != document.Scalar {
		return document.Edit{}, "", false
	}
	return document.Set(f.Path, spaces.ReplaceAllString(node.Value(), " ")), "one plain space", true
}
