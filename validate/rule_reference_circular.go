package validate

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// hierarchies are the fields by which a record names what it belongs to, consists of or gave way to.
var hierarchies = []protoreflect.FullName{
	"compendium.v1.DrugClass.parents", "compendium.v1.Procedure.parents", "compendium.v1.Condition.parents",
	"compendium.v1.Target.members", "compendium.v1.Drug.replaced_by",
}

var ruleReferenceCircular = Rule{
	ID:       "reference-circular",
	Severity: Error,
	Title:    "References go in a circle",
	Explanation: "A record cannot belong to itself, by whatever way: of two conditions one is the wider. The finding names the whole circle. " +
		"Remove the reference that points the wrong way.",
	Bad: `-- conditions/sarcoma.yaml --
parents: [conditions/chordoma]
`,
	Good: `-- conditions/sarcoma.yaml --
notes:
  - {text: Chordoma is a sarcoma., cites: [page]}
`,
	catalog: func(p *pass) {
		links := make(map[*catalog.Record][]catalog.Reference)
		type link struct{ from, to *catalog.Record }
		seen := make(map[link]bool)
		for ref := range p.Catalog.References() {
			if ref.Target == nil || !ref.Fits() || !slices.Contains(hierarchies, ref.Field.FullName()) {
				continue
			}
			if at := (link{ref.From, ref.Target}); !seen[at] {
				seen[at] = true // one that stands twice closes no second circle
				links[ref.From] = append(links[ref.From], ref)
			}
		}
		search := circles{pass: p, links: links, state: make(map[*catalog.Record]int)}
		for _, r := range p.Catalog.All() {
			search.from(r)
		}
	},
}

// circles finds circles by a depth-first search: a link back to a record on the way there closes one.
type circles struct {
	pass  *pass
	links map[*catalog.Record][]catalog.Reference
	state map[*catalog.Record]int
	way   []catalog.Reference
}

const (
	unseen = iota
	onTheWay
	done
)

func (c *circles) from(r *catalog.Record) {
	if c.state[r] != unseen {
		return
	}
	c.state[r] = onTheWay
	for _, ref := range c.links[r] {
		c.way = append(c.way, ref)
		if c.state[ref.Target] == onTheWay {
			c.report(ref.Target)
		} else {
			c.from(ref.Target)
		}
		c.way = c.way[:len(c.way)-1]
	}
	c.state[r] = done
}

// report reports the circle that the end of the way closes, once, at its alphabetically first record.
func (c *circles) report(start *catalog.Record) {
	// From the end, so that a short circle at the end of a long way is found in its own length.
	begin := len(c.way) - 1
	for c.way[begin].From != start {
		begin--
	}
	circle := slices.Clone(c.way[begin:])
	first := 0
	for i, ref := range circle {
		if ref.From.Name() < circle[first].From.Name() {
			first = i
		}
	}
	circle = append(circle[first:], circle[:first]...)
	names := []string{circle[0].From.Name()}
	for _, ref := range circle {
		names = append(names, ref.To)
	}
	report := c.pass.report(circle[0].From, circle[0].Path, "References go in a circle: %s. Remove the one that points the wrong way.", strings.Join(names, " → "))
	const most = 10 // of a long circle, where it goes on is enough
	for _, ref := range circle[1:min(len(circle), most)] {
		report.alongside(ref.From, ref.Path, "The circle goes on to %s", ref.To)
	}
}
