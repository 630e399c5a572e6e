package services

import (
	"log/slog"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
)

// generated returns a release of 10,000 generated drugs.
func generated(b *testing.B) *release.Release {
	b.Helper()
	files := make(fstest.MapFS)
	for path, text := range generate.Files(10_000) {
		files[path] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := release.FromFS(b.Context(), files, "content", "test", release.Options{AsOf: "2026-06-01"})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkUsesOfAnotherDay measures what the first ListUses as of a day costs among 10,000 generated drugs. The
// release keeps the uses of few days, so that each is asked for the first time.
func BenchmarkUsesOfAnotherDay(b *testing.B) {
	r := generated(b)
	days := r.File.Info().ChangeDays
	for i := 0; b.Loop(); i++ {
		if _, err := r.File.Uses(date.Day(days[i%len(days)])); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFilter measures what a filter finds among 10,000 generated drugs and 20,000 uses.
func BenchmarkFilter(b *testing.B) {
	r := generated(b)
	server := New(r, slog.New(slog.DiscardHandler))
	state := server.state.Load()
	now := call{generation: state.current, server: server, state: state}
	uses, err := r.File.Uses(r.File.AsOf())
	if err != nil {
		b.Fatal(err)
	}
	drugs := r.File.Table(catalog.Drugs)
	for _, c := range []struct{ name, drugs, uses string }{
		{name: "two fields", drugs: `lifecycle = ACTIVE AND administrations.route = ORAL`},
		{name: "a name", drugs: `names.text = "Glivec"`},
		{name: "a word", drugs: `side_effects.term : "nausea"`},
		{name: "one item, which most have", drugs: `names.type = BRAND AND names.jurisdictions = "US"`},
		{name: "uses by label", uses: `labels.jurisdiction = "US" AND labels.off_label = true`},
		{name: "uses on no label", uses: `labels.jurisdiction = "US" AND labels.status != ON_LABEL`},
		{name: "uses on two days", uses: `status("US", "2018-01-01") = ON_LABEL AND status("US") != ON_LABEL`},
		{name: "uses of one label", uses: `any(labels, jurisdiction = "US" AND status != ON_LABEL)`},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if c.drugs != "" {
					_, err = now.match(b.Context(), c.drugs, drugs, catalog.Drugs.New(), now.AsOf)
				} else {
					_, err = now.match(b.Context(), c.uses, uses, &compendiumv1.Use{}, now.AsOf)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
