package picture

import (
	"fmt"
	"html"
	"strings"
)

// Step is a box of a drawing of a way.
type Step struct {
	// Name is what the box holds, and Note says more in a line or two below it.
	Name string
	Note []string
	// Into is the word on the arrow to the next box.
	Into string
}

// Flow returns an SVG drawing of a way from left to right. It has its own colors for a dark page.
func Flow(title string, steps []Step) string {
	const box, gap, height, top, line = 132, 74, 44, 18, 17
	notes := 0
	for _, s := range steps {
		notes = max(notes, len(s.Note))
	}
	width, tall := len(steps)*(box+gap)-gap+2, top+height+notes*line+14
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" `+
		`aria-label="%s" font-family="system-ui, sans-serif" font-size="13">`+"\n", width, tall, width, tall,
		html.EscapeString(title))
	b.WriteString(`<style>
text { fill: #1b1d20; } .note { fill: #5a5f66; font-size: 12px; } rect { fill: #eef3f9; stroke: #0a4f9c; }
path { stroke: #5a5f66; fill: none; } .tip { fill: #5a5f66; stroke: none; }
@media (prefers-color-scheme: dark) {
text { fill: #e7e8ea; } .note { fill: #a9aeb6; } rect { fill: #1f2a38; stroke: #8fbdf6; }
path { stroke: #a9aeb6; } .tip { fill: #a9aeb6; }
}
</style>
`)
	for i, s := range steps {
		x, middle := i*(box+gap)+1, top+height/2
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" rx="6"/>`+
			`<text x="%d" y="%d" text-anchor="middle" font-weight="600">%s</text>`+"\n",
			x, top, box, height, x+box/2, middle+5, html.EscapeString(s.Name))
		for k, note := range s.Note {
			fmt.Fprintf(&b, `<text class="note" x="%d" y="%d" text-anchor="middle">%s</text>`+"\n",
				x+box/2, top+height+(k+1)*line+4, html.EscapeString(note))
		}
		if i+1 < len(steps) {
			fmt.Fprintf(&b, `<path d="M%d %dh%d"/><path class="tip" d="M%d %dl-8 -4v8z"/>`+
				`<text class="note" x="%d" y="%d" text-anchor="middle">%s</text>`+"\n",
				x+box+4, middle, gap-12, x+box+gap-4, middle, x+box+gap/2, middle-8, html.EscapeString(s.Into))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}
