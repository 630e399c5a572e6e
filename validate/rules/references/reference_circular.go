package references

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// hierarchies are the names of the fields that say what a record belongs to, consists of or gave way to.
var hierarchies = []protoreflect.Name{"parents", "members", "ingredients", "superseded_by", "replaced_by"}

var referenceCircular = validate.Rule{
	ID:       "reference-circular",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		links := make(map[*catalog.Record][]catalog.Reference)
		type link struct{ from, to *catalog.Record }
		seen := make(map[link]bool)
		for ref := range p.Catalog.References() {
			if ref.Target == nil || !ref.Fits() || !slices.Contains(hierarchies, ref.Field.Name()) {
				continue
			}
			if at := (link{ref.From, ref.Target}); !seen[at] {
				seen[at] = true // a repeated reference closes no second circle
				links[ref.From] = append(links[ref.From], ref)
			}
		}
		search := circles{pass: p, links: links, state: make(map[*catalog.Record]int)}
		for _, r := range p.Catalog.All() {
			search.from(r)
		}
	},
}

// circles finds circles by depth-first search: a link back to a record on the current path closes one.
type circles struct {
	pass  *validate.CatalogPass
	links map[*catalog.Record][]catalog.Reference
	state map[*catalog.Record]int
	path  []catalog.Reference
}

const (
	unseen = iota
	onPath
	done
)

func (c *circles) from(r *catalog.Record) {
	if c.state[r] != unseen {
		return
	}
	c.state[r] = onPath
	for _, ref := range c.links[r] {
		c.path = append(c.path, ref)
		if c.state[ref.Target] == onPath {
			c.report(ref.Target)
		} else {
			c.from(ref.Target)
		}
		c.path = c.path[:len(c.path)-1]
	}
	c.state[r] = done
}

// report reports the circle that the end of the path closes, at its alphabetically first record.
func (c *circles) report(start *catalog.Record) {
	// Search from the end: the cost is the length of the circle, not of the path.
	begin := len(c.path) - 1
	for c.path[begin].From != start {
		begin--
	}
	// A long circle is neither copied nor named in full, since there may be as many of them as records on the path.
	circle, first := c.path[begin:], 0
	for i, ref := range circle {
		if ref.From.Name() < circle[first].From.Name() {
			first = i
		}
	}
	from := func(i int) catalog.Reference { return circle[(first+i)%len(circle)] }
	names := []string{from(0).From.Name()}
	for i, length := 0, len(names[0]); i < len(circle) && length <= validate.MaxText; i++ {
		names = append(names, from(i).To)
		length += len(from(i).To)
	}
	report := c.pass.Report(from(0).From, from(0).Path,
		"References go in a circle: %s. Remove the one that points the wrong way.", strings.Join(names, " → "))
	const maxRelated = 10
	for i := 1; i < min(len(circle), maxRelated); i++ {
		report.Related(from(i).From, from(i).Path, "The circle goes on to %s", from(i).To)
	}
}
