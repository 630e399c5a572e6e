package site

import (
	"bytes"
	"fmt"
)

// contentsMark is the list of contents as templates leave it, for withContents to fill.
const contentsMark = `<nav class="toc" aria-label="On this page"></nav>`

// withContents fills the list of contents of a page, if its template has one, with the headings after it. A page of
// fewer headings than are worth a list has none.
func withContents(page []byte) []byte {
	const fewest = 3
	before, after, ok := bytes.Cut(page, []byte(contentsMark))
	if !ok {
		return page
	}
	var list bytes.Buffer
	headings := 0
	for rest := after; ; headings++ {
		_, heading, found := bytes.Cut(rest, []byte(`<h2 id="`))
		if !found {
			break
		}
		heading, rest, _ = bytes.Cut(heading, []byte("</h2>"))
		id, title, _ := bytes.Cut(heading, []byte(`">`))
		fmt.Fprintf(&list, "<li><a href=\"#%s\">%s</a></li>\n", id, title)
	}
	if headings < fewest {
		return append(before, after...)
	}
	return fmt.Appendf(nil, "%s<nav class=\"toc\" aria-label=\"On this page\"><ul>\n%s</ul></nav>%s", before, &list, after)
}
