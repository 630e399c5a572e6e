package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/picture"
)

// draw writes a chart of the processor time of each call relative to the bare server.
func draw(o options, ratios map[cell][]float64) error {
	for _, call := range o.calls {
		var names, texts []string
		var values []float64
		for _, variant := range o.variants {
			if list := ratios[cell{variant, call}]; len(list) > 0 {
				names = append(names, variant)
				ratio := measure.Middle(list, func(v float64) float64 { return v })
				values, texts = append(values, ratio), append(texts, fmt.Sprintf("%.2f", ratio))
			}
		}
		if len(names) < 2 {
			continue
		}
		path := filepath.Join(o.pictures, "serving-"+call+".svg")
		if err := os.WriteFile(path,
			[]byte(picture.Bars("CPU of a "+call+" ÷ bare grpc-go", names, values, texts, "compendium")), 0o644); err != nil {
			return err
		}
	}
	return nil
}
