package bench_test

import (
	"strconv"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

func files(n int) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for name, text := range generate.Files(n) {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestGeneratedContentHasNoFindings(t *testing.T) {
	c, problems, err := catalog.Load(files(100), "")
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		t.Errorf("%s:%d: %s [%s]", f.File, f.Position.Line, f.Message, f.Rule)
	}
}

// BenchmarkLint loads generated content and applies all rules, without a cache.
func BenchmarkLint(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			fsys := files(n)
			b.ReportAllocs()
			for b.Loop() {
				c, problems, err := catalog.Load(fsys, "")
				if err != nil {
					b.Fatal(err)
				}
				options := validate.Options{Rules: rules.All(), AsOf: "2026-06-01"}
				if _, err := validate.Run(b.Context(), c, problems, options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParseNodes only parses the same files with the YAML library, as the baseline of BenchmarkLint.
func BenchmarkParseNodes(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			fsys := files(n)
			b.ReportAllocs()
			for b.Loop() {
				for _, f := range fsys {
					var node yaml.Node
					if err := yaml.Load(f.Data, &node); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
