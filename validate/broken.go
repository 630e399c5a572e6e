package validate

import (
	"bytes"
	"slices"

	"github.com/opencompendium/compendium/catalog"
)

// mayBeLost says whether a record that was not read whole, of some collections or of any, speaks of something in its file. What seems to be
// missing elsewhere may then follow from the slip in that file, which is reported already. A file that says nothing, or that could not be read at
// all, may have spoken of anything.
func (p *pass) mayBeLost(text string, kinds ...catalog.Kind) bool {
	if !slices.Equal(kinds, []catalog.Kind{catalog.Regulators}) {
		p.Catalog.beyond = true
	}
	if !p.brokenListed {
		p.brokenListed = true
		for _, kind := range catalog.Kinds() {
			for _, name := range p.Catalog.whole.Names(kind) {
				if r, ok := p.Catalog.whole.Get(name); ok && r.Broken() {
					p.broken = append(p.broken, r)
				}
			}
		}
	}
	return slices.ContainsFunc(p.broken, func(r *catalog.Record) bool {
		if len(kinds) > 0 && !slices.Contains(kinds, r.Kind()) {
			return false
		}
		said := bytes.TrimSpace(r.Text())
		return len(said) == 0 || bytes.Contains(said, []byte(text))
	})
}
