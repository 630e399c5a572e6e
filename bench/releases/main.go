//go:build unix

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
		if err := queries(ctx, path, drugs); err != nil {
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
		Classes:   []string{fmt.Sprint("classes/class-", random.IntN(classes))},
		Codes:     &compendiumv1.DrugCodes{Ncit: fmt.Sprint("C", 100000+i)},
		Citations: map[string]*compendiumv1.Citation{
			"label": {Source: fmt.Sprint("sources/label-", random.IntN(1000)), Section: "Adverse reactions"}},
	}
	for _, region := range []string{"US", "GB"} {
		drug.Names = append(drug.Names,
			&compendiumv1.Name{Text: syllableName(random), Type: compendiumv1.Name_BRAND, Jurisdictions: []string{region}})
	}
	for range 12 {
		// Some effects are far more common than others, as they are.
		effect := int(effects * math.Pow(random.Float64(), 3))
		listed := &compendiumv1.SideEffect{Term: fmt.Sprint("effect ", effect), Effect: fmt.Sprint("effects/effect-", effect),
			SourceFrequency: "common", Cites: []string{"label"}}
		if random.IntN(5) == 0 {
			listed.Seriousness = compendiumv1.SideEffect_SERIOUS
		}
		drug.SideEffects = append(drug.SideEffects, listed)
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

// The numbers of classes and effects of all drugs.
const (
	classes = 100
	effects = 500
)

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
	// What the drugs refer to, since filters know records only. Each tenth class is above the nine after it.
	for _, i := range sortedAsText(classes) {
		class := &compendiumv1.DrugClass{Name: fmt.Sprint("classes/class-", i), DisplayName: fmt.Sprint("Class ", i)}
		if i%10 > 0 {
			class.Parents = []string{fmt.Sprint("classes/class-", i/10*10)}
		}
		if err := b.Add(catalog.Classes, class.Name, class); err != nil {
			return nil, err
		}
	}
	for _, i := range sortedAsText(effects) {
		effect := &compendiumv1.Effect{Name: fmt.Sprint("effects/effect-", i), DisplayName: fmt.Sprint("Effect ", i)}
		if err := b.Add(catalog.Effects, effect.Name, effect); err != nil {
			return nil, err
		}
	}
	source := &compendiumv1.Source{Name: "sources/label-0", DisplayName: "Label"}
	if err := b.Add(catalog.Sources, source.Name, source); err != nil {
		return nil, err
	}
	return b.Build("sha256:generated", file.Provenance{ToolVersion: "bench"})
}

// sortedAsText returns the numbers below n in the order of their digits.
func sortedAsText(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	slices.SortFunc(numbers, func(a, b int) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return numbers
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
