// Command releases measures release files: how the cost of building grows, how fast a file is opened and searched, and
// how much memory it takes.
//
//	go run ./bench/releases [-only growth,queries,serving] [-large 1000000] [-rounds 5] [-keep DIR]
//
// Everything is measured in one run on one machine, and goals are checked on ratios. Building the large release takes
// minutes and gigabytes of memory; with -keep, later runs reuse the file.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

func main() {
	only := flag.String("only", "growth,queries,serving", "what to measure")
	large := flag.Int("large", 1_000_000, "number of records of the large release")
	rounds := flag.Int("rounds", 5, "number of rounds of serving")
	keep := flag.String("keep", "", "directory to keep release files in (default a temporary one)")
	flag.Parse()
	if err := run(context.Background(), strings.Split(*only, ","), *large, *rounds, *keep); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, only []string, large, rounds int, keep string) error {
	dir, err := os.MkdirTemp("", "releases")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if keep == "" {
		keep = dir
	}
	fmt.Printf("%d processors, %s, records of about %d bytes\n\n", runtime.NumCPU(), runtime.Version(),
		proto.Size(record(0)))
	if slices.Contains(only, "growth") {
		if err := growth(); err != nil {
			return err
		}
	}
	const drugs = 100_000
	if slices.Contains(only, "queries") {
		path, err := write(keep, drugs)
		if err != nil {
			return err
		}
		if err := queries(path, drugs); err != nil {
			return err
		}
	}
	if !slices.Contains(only, "serving") {
		return nil
	}
	paths := make(map[int]string)
	for n := 10; n < large; n *= 100 {
		if paths[n], err = write(keep, n); err != nil {
			return err
		}
	}
	if paths[large], err = write(keep, large); err != nil {
		return err
	}
	return serving(ctx, dir, paths, rounds)
}

// record returns a drug of about 1 KB.
func record(i int) *compendiumv1.Drug {
	random := rand.New(rand.NewPCG(uint64(i), 2)) //nolint:gosec // content of a benchmark
	drug := &compendiumv1.Drug{
		Name: fmt.Sprintf("drugs/substance-%07d", i), DisplayName: syllableName(random) + " " + syllableName(random),
		Lifecycle: compendiumv1.Drug_Lifecycle(1 + i%3),
		Classes:   []string{fmt.Sprint("classes/class-", random.IntN(100))},
		Codes:     &compendiumv1.DrugCodes{Ncit: fmt.Sprint("C", 100000+i)},
	}
	for range 2 {
		drug.Names = append(drug.Names,
			&compendiumv1.Name{Text: syllableName(random), Type: compendiumv1.Name_BRAND, Jurisdictions: []string{"US"}})
	}
	for range 12 {
		drug.SideEffects = append(drug.SideEffects,
			&compendiumv1.SideEffect{Term: fmt.Sprint("effect ", random.IntN(500)), SourceFrequency: "common",
				Cites: []string{"label"}})
	}
	drug.Uses = []*compendiumv1.Use{{Id: "use", Name: drug.Name + "/uses/use",
		Condition: fmt.Sprint("conditions/condition-", random.IntN(200)),
		Labels: []*compendiumv1.Label{{Jurisdiction: "US", Unknown: "Not covered."},
			{Jurisdiction: "EU", Unknown: "Not covered."}}}}
	for missing := recordBytes - proto.Size(drug); missing > 0; missing = recordBytes - proto.Size(drug) {
		drug.Notes = append(drug.Notes,
			&compendiumv1.Note{Text: strings.Repeat(syllableName(random)+" ", min(missing, 200)/12+1)})
	}
	return drug
}

// recordBytes is the minimum size of an encoded record.
const recordBytes = 1000

// syllableName returns a name that sounds like a drug.
func syllableName(random *rand.Rand) string {
	syllables := []string{"ima", "suni", "pazo", "rego", "lar", "en", "tre", "doxo", "cis", "ifo", "zol", "pami", "clo",
		"iban", "mifa", "deno", "ola", "rida", "metho", "gluc"}
	ends := []string{"tinib", "panib", "mab", "platin", "rubicin", "dronate", "trexate", "fosfamide", "limus", "side"}
	return syllables[random.IntN(20)] + syllables[random.IntN(20)] + syllables[random.IntN(20)] + ends[random.IntN(10)]
}

func build(n int) ([]byte, error) {
	b := file.NewBuilder("2026-11-23", nil)
	for i := range n {
		drug := record(i)
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			return nil, err
		}
	}
	return b.Build("sha256:generated", file.Provenance{ToolVersion: "bench"})
}

// write builds a release, or reuses the file of an earlier run.
func write(dir string, n int) (string, error) {
	path := filepath.Join(dir, fmt.Sprint(n, ".release"))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	data, err := build(n)
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, data, 0o600)
}

// cpu returns the processor time of this process.
func cpu() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// growth prints how the processor time of builds grows.
func growth() error {
	sizes := []int{1_000, 10_000, 100_000}
	times := make([]time.Duration, len(sizes))
	for i, n := range sizes {
		var rounds []time.Duration
		for range max(1, 20_000/n) {
			runtime.GC()
			before := cpu()
			if _, err := build(n); err != nil {
				return err
			}
			rounds = append(rounds, cpu()-before)
		}
		slices.Sort(rounds)
		times[i] = rounds[len(rounds)/2]
		fmt.Printf("build of %7d records: %v of CPU\n", n, times[i].Round(time.Millisecond))
	}
	first, last := times[0].Seconds(), times[len(times)-1].Seconds()
	fmt.Printf("exponent of growth from 1,000 to 100,000: %.3f (goal 1.05)\n\n", math.Log(last/first)/math.Log(100))
	return nil
}

// queries prints the latency of filters and searches.
func queries(path string, n int) error {
	m, err := file.OpenFile(path)
	if err != nil {
		return err
	}
	defer m.Close()
	index := m.Table(catalog.Drugs).Index()
	lifecycle, ok := index.Path("lifecycle")
	class, ok2 := index.Path("classes")
	if !ok || !ok2 {
		return fmt.Errorf("the index lacks lifecycle or classes")
	}
	filter := sample(2000, func(i int) {
		rows, others := file.NewBits(index.Rows()), file.NewBits(index.Rows())
		at, _ := lifecycle.From(protoreflect.ValueOfEnum(1))
		lifecycle.Rows(at, rows)
		at, _ = class.From(protoreflect.ValueOfString(fmt.Sprint("classes/class-", i%100)))
		class.Rows(at, others)
		for w := range rows {
			rows[w] &= others[w]
		}
		page := 0
		for range rows.All() {
			if page++; page == 50 {
				break
			}
		}
		_ = rows.Count()
	})
	fmt.Printf("filter of two fields over %d drugs, first page and total: %s (goal 100 µs)\n", n, filter)
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

// readOnce returns the time it takes to read a file.
func readOnce(path string) (time.Duration, error) {
	start := time.Now()
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	buffer := make([]byte, 1<<20)
	for err == nil {
		_, err = file.Read(buffer)
	}
	if !errors.Is(err, io.EOF) {
		return 0, err
	}
	return time.Since(start), file.Close()
}
