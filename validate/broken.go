package validate

import (
	"context"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// checkBroken checks the records that could not be read as far as they can be, so that one misspelled key or value
// hides no other fault of its file. A record of which nothing is lost is checked like any other. Where a field is lost,
// its value may matter to any rule, and only the constraints of the schema that it cannot matter to are applied.
func (p *run) checkBroken(ctx context.Context) error {
	asked := p.recordRules()
	for _, r := range p.broken() {
		if err := ctx.Err(); err != nil {
			return err
		}
		meant, lost := r.Meant()
		if slices.Contains(lost, "") {
			continue
		}
		pass := p.passOf(meant)
		if err := p.checkSchema(pass, lost); err != nil {
			return err
		}
		if len(lost) == 0 {
			pass.check(asked)
		}
		p.reports = append(p.reports, pass.reports...)
	}
	return nil
}

// broken returns the records that could not be fully read, by collection and name.
func (p *run) broken() []*catalog.Record {
	return slices.DeleteFunc(p.catalog.Files(), func(r *catalog.Record) bool { return !r.Broken() })
}

// mayBeLost reports whether a violation of the schema at a path may be there only because other paths are lost: it is
// about one of them, what is around or within it, or a field beside it that the file does not have.
func mayBeLost(r *catalog.Record, path string, lost []string) bool {
	return slices.ContainsFunc(lost, func(l string) bool {
		return document.IsWithin(path, l) || document.IsWithin(l, path) ||
			beside(path) == beside(l) && r.Document().Find(path).IsZero()
	})
}

// beside returns the path of what holds a field.
func beside(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }
