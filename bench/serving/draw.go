package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// draw writes a picture of the ratios of each call: bars of the processor time of a call, the bare server being 1.
func draw(o options, ratios map[cell][]float64) error {
	for _, call := range o.calls {
		var names []string
		var values []float64
		for _, variant := range o.variants {
			if list := ratios[cell{variant, call}]; len(list) > 0 {
				names = append(names, variant)
				values = append(values, median(list, func(v float64) float64 { return v }))
			}
		}
		if len(names) < 2 {
			continue
		}
		path := filepath.Join(o.pictures, "serving-"+call+".svg")
		if err := os.WriteFile(path, []byte(picture("CPU of a "+call+" ÷ bare grpc-go", names, values)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func picture(title string, names []string, values []float64) string {
	const width, left, bar, gap, top = 640, 120, 22, 8, 40
	most := 0.0
	for _, v := range values {
		most = max(most, v)
	}
	var b strings.Builder
	height := top + len(names)*(bar+gap) + gap
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#ffffff"/><text x="10" y="24" font-size="15">%s</text>`+"\n", title)
	for i, name := range names {
		y := top + i*(bar+gap)
		long := values[i] / most * (width - left - 70)
		color := "#8aa1b8"
		if name == "compendium" {
			color = "#1f6feb"
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text><rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/><text x="%.1f" y="%d">%.2f</text>`+"\n",
			left-8, y+16, name, left, y, long, bar, color, left+long+6, y+16, values[i])
	}
	b.WriteString("</svg>\n")
	return b.String()
}
