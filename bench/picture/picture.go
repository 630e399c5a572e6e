// Package picture draws charts of measurements.
package picture

import (
	"fmt"
	"html"
	"strings"
)

// Bars returns an SVG bar chart. texts are the labels of the bars: the values with their units. The bar named own is
// highlighted.
func Bars(title string, names []string, values []float64, texts []string, own string) string {
	const width, left, right, bar, gap, top = 640, 160, 90, 22, 8, 40
	largest := 0.0
	for _, v := range values {
		largest = max(largest, v)
	}
	var b strings.Builder
	height := top + len(names)*(bar+gap) + gap
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#ffffff"/><text x="10" y="24" font-size="15">%s</text>`+"\n",
		html.EscapeString(title))
	for i, name := range names {
		y := top + i*(bar+gap)
		long := values[i] / largest * (width - left - right)
		color := "#8aa1b8"
		if name == own {
			color = "#1f6feb"
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text><rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/><text x="%.1f" y="%d">%s</text>`+"\n",
			left-8, y+16, html.EscapeString(name), left, y, long, bar, color, left+long+6, y+16, html.EscapeString(texts[i]))
	}
	b.WriteString("</svg>\n")
	return b.String()
}
