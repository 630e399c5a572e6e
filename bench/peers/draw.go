package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/picture"
)

// draw writes a chart of each measure, for the peers that processed all of the content.
func draw(list []peer, results []result, o options) error {
	for _, m := range []struct {
		file, title, unit string
		of                func(measure.Usage) float64
	}{
		{"lint-peers-processor-time.svg", "processor time", "s", func(u measure.Usage) float64 { return u.CPU.Seconds() }},
		{"lint-peers-time.svg", "time", "s", func(u measure.Usage) float64 { return u.Wall.Seconds() }},
		{"lint-peers-memory.svg", "peak memory", "MiB", measure.Usage.MiB},
	} {
		var names, texts []string
		var values []float64
		for i, p := range list {
			if results[i].drugs != o.drugs {
				continue
			}
			value := m.of(measure.Median(results[i].runs))
			names, values, texts = append(names, p.name), append(values, value), append(texts,
				fmt.Sprintf("%.1f %s", value, m.unit))
		}
		title := fmt.Sprintf("%d drugs: %s", o.drugs, m.title)
		if err := os.WriteFile(filepath.Join(o.pictures, m.file), []byte(picture.Bars(title, names, values, texts, ownName)),
			0o644); err != nil {
			return err
		}
	}
	return nil
}
