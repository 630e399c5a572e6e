package references

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// resourceShape matches resource names, as in the schema.
var resourceShape = regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`)

var referenceUnresolved = validate.Rule{
	ID:       "reference-unresolved",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		used := make(map[*catalog.Record]bool)
		unresolved := make(map[string][]catalog.Reference) // by the name that leads nowhere
		var names []string
		for ref := range p.Catalog.References() {
			used[ref.Target] = used[ref.Target] || ref.Target != ref.From
			if ref.Target != nil || kindFault(ref) != noKindFault {
				continue // other rules report what is not a name, or of a wrong collection
			}
			if len(unresolved[ref.To]) == 0 {
				names = append(names, ref.To)
			}
			unresolved[ref.To] = append(unresolved[ref.To], ref)
		}
		for i, name := range names {
			refs, hint := unresolved[name], ""
			cause := finding.Field{}
			if i < validate.MaxHints {
				hint = nearestRecord(p.Catalog, refs[0])
				cause = reportRenamed(p, name, refs, used)
			}
			for _, ref := range refs {
				p.Report(ref.From, ref.Path, "There is no record %s.%s", name, hint).CausedBy(cause)
			}
		}
	},
}

// reportRenamed reports the record that several references mean by the name that its file had, and returns the field
// that is at fault, or the zero field: the record still has that name among its own, and nothing refers to it by the
// name of its file.
func reportRenamed(p *validate.CatalogPass, name string, refs []catalog.Reference,
	used map[*catalog.Record]bool) finding.Field {
	_, id, _ := strings.Cut(name, "/")
	kind, known := catalog.KindIn(name)
	if !known || len(refs) < 2 {
		return finding.Field{}
	}
	for _, r := range p.Catalog.Records(kind) {
		m, _ := r.Message().(interface{ GetDisplayName() string })
		if used[r] || r.IsTombstone() || m == nil || fold.Name(m.GetDisplayName()) != fold.Name(id) {
			continue
		}
		p.Report(r, "display_name", "%d references are to %s, which is not there, and none is to %s, whose name is %s. "+
			"Name its file %s.yaml again; `compendium rename` changes the references as well.", len(refs), name, r.Name(),
			m.GetDisplayName(), id).
			Related(refs[0].From, refs[0].Path, "The first reference")
		return finding.Field{File: r.File(), Path: "display_name"}
	}
	return finding.Field{}
}

// nearestRecord returns the end of a message that suggests the record most likely meant, or "".
func nearestRecord(c *catalog.Catalog, ref catalog.Reference) string {
	var candidates []string
	for _, kind := range ref.Kinds {
		candidates = append(candidates, c.Names(kind)...)
	}
	if nearest, ok := spelling.Nearest(ref.To, candidates); ok {
		return " Did you mean " + nearest + "?"
	}
	return ""
}
