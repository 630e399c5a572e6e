//go:build unix

package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
)

// filters are what is asked of the drugs, with the longest that the first page and the total may take.
var filters = []struct {
	what, filter string
	goal         time.Duration
}{
	{"two fields", `lifecycle = ACTIVE AND classes = "classes/class-7"`, 100 * time.Microsecond},
	{"two fields of one item", `side_effects.effect = "effects/effect-400" AND side_effects.seriousness = SERIOUS`,
		100 * time.Microsecond},
	{"two fields of one item, the most common", `side_effects.effect = "effects/effect-0" AND ` +
		`side_effects.seriousness = SERIOUS`, 100 * time.Microsecond},
	{"two fields of one item that all have", `names.type = BRAND AND names.jurisdictions = "GB"`, 100 * time.Microsecond},
	{"a name in a country", `names.text = "imaimaimatinib" AND names.jurisdictions = "GB"`, 100 * time.Microsecond},
	{"a class and those below", `within(classes, "classes/class-20")`, 100 * time.Microsecond},
	{"a class, serious effects and no license", `within(classes, "classes/class-20") AND ` +
		`side_effects.seriousness = SERIOUS AND NOT lifecycle = ACTIVE`, 100 * time.Microsecond},
	{"what rests on a source", `citations.source = "sources/label-0"`, 100 * time.Microsecond},
	{"a word", `side_effects.term : "400"`, time.Millisecond},
	{"a word that all have", `side_effects.term : "effect"`, time.Millisecond},
	{"a beginning of words", `side_effects.term : "40*"`, time.Millisecond},
	{"a word of prose", `notes.text : "imaimaimatinib"`, time.Millisecond},
}

// queries prints the latency of filters and searches: of whole calls, without what sending them takes.
func queries(ctx context.Context, path string, n int) error {
	opened, err := release.Open(path)
	if err != nil {
		return err
	}
	m := opened.File
	defer m.Close()
	server := services.New(opened, slog.New(slog.DiscardHandler))
	for _, f := range filters {
		list := func() *services.Response {
			return server.Call(ctx, compendiumv1.CatalogService_ListDrugs_FullMethodName,
				func(request proto.Message, _ int) error {
					proto.Merge(request, &compendiumv1.ListDrugsRequest{Filter: f.filter})
					return nil
				})
		}
		response, page := list(), &compendiumv1.ListDrugsResponse{}
		if response.Err != nil {
			return fmt.Errorf("%s: %w", f.filter, response.Err)
		}
		if _, err := response.Message(page); err != nil {
			return err
		}
		response.Close()
		took := sample(500, func(int) { list().Close() })
		fmt.Printf("%s, %d of %d drugs, first page and total: %s (goal %v)\n", f.what, page.GetTotalSize(), n, took, f.goal)
	}
	random := rand.New(rand.NewPCG(9, 9)) //nolint:gosec // queries of a benchmark
	queries := make([]string, 2000)
	for i := range queries {
		name := strings.Fields(record(random.IntN(n)).DisplayName)[0]
		at := random.IntN(len(name))
		switch i % 3 {
		case 0:
			queries[i] = name[:at] + "x" + name[at+1:]
		case 1:
			queries[i] = name[:at] + name[at+1:]
		default:
			queries[i] = name[:at] + "x" + name[at:]
		}
	}
	found := 0
	search := sample(len(queries), func(i int) {
		if len(m.Search(queries[i])) > 0 {
			found++
		}
	})
	fmt.Printf("search with a typo over %d drugs: %s, %d of %d found something (goal p99 1 ms)\n\n", n, search, found,
		len(queries))
	return nil
}

// sample returns the median and 99th percentile of the latency of f.
func sample(n int, f func(i int)) string {
	times := make([]time.Duration, n)
	for i := range n {
		start := time.Now()
		f(i)
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	return fmt.Sprintf("p50 %v, p99 %v", times[n/2], times[n*99/100])
}
