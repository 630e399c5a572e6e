// Command lint compares `compendium lint` over generated content with parsing the same files into nodes with the YAML
// library, and prints a page of the results.
//
//	go run ./bench/lint >docs/benchmarks-lint.md
//
// Each measurement is a process of its own, for which the system reports processor time and peak memory. Compared runs
// alternate, so that other load on the machine affects all of them, and their medians are compared.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
)

func main() {
	rounds := flag.Int("rounds", 5, "number of rounds")
	large := flag.Int("large", 100_000, "number of drugs of the large content")
	nodes := flag.String("nodes", "", "only parse the files of this content directory into nodes (internal)")
	drugs := flag.Int("drugs", 0, "only write content of this many drugs to the given directory (internal)")
	flag.Parse()
	var err error
	switch {
	case *nodes != "":
		err = parseNodes(*nodes)
	case *drugs > 0:
		err = generate.Write(flag.Arg(0), *drugs)
	default:
		err = run(*rounds, *large)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// Numbers of drugs; the large one is a flag.
const (
	small  = 1000
	middle = 10_000
)

// On asOf and nextDay, the generated content has no findings; on overdue, all reviews are overdue.
const (
	asOf    = "2026-06-01"
	nextDay = "2026-06-02"
	overdue = "2029-06-01"
)

func run(rounds, large int) error {
	dir, err := os.MkdirTemp("", "lint")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program, err := process.Build(context.Background(), dir)
	if err != nil {
		return err
	}
	b := bench{dir, program}
	content, err := b.content(middle)
	if err != nil {
		return err
	}
	files := 0
	if err := filepath.WalkDir(content, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files++
		}
		return err
	}); err != nil {
		return err
	}
	fmt.Printf(`# How fast lint is

Measured on %s with %d processors (%s), %s, by

    go run ./bench/lint >docs/benchmarks-lint.md

The content is generated: drugs of about 60 lines that refer to each other and to conditions, targets, sources and
regulators, without findings. %d drugs are %d files. Each line is a process of its own; its processor time includes all
threads and garbage collection. Compared lines alternate for %d rounds. The values are medians; ratios are taken within
a round and shown as median (minimum–maximum).

`, time.Now().Format(time.DateOnly), runtime.NumCPU(), measure.Machine(), runtime.Version(), middle, files, rounds)
	if err := b.cold(rounds); err != nil {
		return err
	}
	if err := b.warm(rounds); err != nil {
		return err
	}
	return b.growth(max(rounds/2, 1), large)
}

// bench holds the working directory and the program under test.
type bench struct {
	dir, program string
}

// content writes content of n drugs, once, and returns its directory. Another process writes it, because the peak
// memory of this process would count for its children.
func (b bench) content(n int) (string, error) {
	dir := filepath.Join(b.dir, fmt.Sprint(n), "content")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	if err := measure.Command(context.Background(), self, "-drugs", fmt.Sprint(n), dir).Run(); err != nil {
		return "", fmt.Errorf("write content: %w", err)
	}
	time.Sleep(settled)
	return dir, nil
}

// settled is the time after a change before lint trusts the modification time of a file.
const settled = 2 * time.Second

// lint returns a run of lint over content, with its cache below the working directory.
func (b bench) lint(content string, flags ...string) *exec.Cmd {
	c := measure.Command(context.Background(), b.program,
		append([]string{"lint", content, "--as-of", asOf, "--quiet"}, flags...)...)
	c.Env = append(os.Environ(), "XDG_CACHE_HOME="+b.cache())
	return c
}

func (b bench) cache() string { return filepath.Join(b.dir, "cache") }

// parse returns a run of this program that parses the files of content into nodes.
func parse(content string) (*exec.Cmd, error) {
	self, err := os.Executable()
	return measure.Command(context.Background(), self, "-nodes", content), err
}

// cold compares a run without a cache with parsing.
func (b bench) cold(rounds int) error {
	content, err := b.content(middle)
	if err != nil {
		return err
	}
	var nodes, lint, found []measure.Usage
	for range rounds {
		p, err := parse(content)
		if err != nil {
			return err
		}
		if nodes, err = add(nodes, p); err != nil {
			return err
		}
		if lint, err = add(lint, b.lint(content, "--no-cache")); err != nil {
			return err
		}
		// All reviews are overdue on that day. SARIF is the most detailed format.
		if found, err = add(found, b.lint(content, "--no-cache", "--as-of", overdue, "--fail-on", "never", "--format",
			"sarif", "--quiet=false")); err != nil {
			return err
		}
	}
	fmt.Printf("## %d drugs, without a cache\n\n| what | processor time | time | peak memory |\n|---|---|---|---|\n",
		middle)
	fmt.Printf("| parse the files into nodes | %s |\n| lint, all rules | %s |\n| lint / parse | %s | %s | |\n| lint, a "+
		"finding in each drug, SARIF | %s |\n\n",
		measure.Median(nodes), measure.Median(lint), ratio(lint, nodes, processorTime), ratio(lint, nodes,
			wallTime), measure.Median(found))
	goal("processor time ÷ that of parsing", middleRatio(lint, nodes, processorTime), 1.6)
	goal("MiB of memory", measure.Median(lint).MiB(), 250)
	fmt.Print("\nAbout 24 MiB of the memory are the program itself.\n\n")
	return nil
}

// warm compares the first run, which fills the cache, with later ones.
func (b bench) warm(rounds int) error {
	content, err := b.content(middle)
	if err != nil {
		return err
	}
	var first []measure.Usage
	rows := []struct {
		name   string
		change func(round int) error
		flags  []string
		runs   []measure.Usage
	}{
		{name: "nothing changed", change: func(int) error { return nil }},
		{name: "one drug changed", change: func(round int) error {
			return replace(filepath.Join(content, "drugs", fmt.Sprintf("drug-%d.yaml", round)), "once a day", "twice a day")
		}},
		{name: "a source changed that all drugs cite", change: func(round int) error {
			return replace(filepath.Join(content, "sources", "label.yaml"), "Generated label",
				fmt.Sprintf("Generated label %d", round))
		}},
		{name: "nothing changed, another day", change: func(int) error { return nil }, flags: []string{"--as-of", nextDay}},
	}
	for round := range rounds {
		if err := os.RemoveAll(b.cache()); err != nil {
			return err
		}
		time.Sleep(settled)
		if first, err = add(first, b.lint(content)); err != nil {
			return err
		}
		for i := range rows {
			if err := rows[i].change(round); err != nil {
				return err
			}
			if rows[i].runs, err = add(rows[i].runs, b.lint(content, rows[i].flags...)); err != nil {
				return err
			}
		}
	}
	fmt.Printf("## %d drugs, with the cache\n\n| run | processor time | time | peak memory | of the first "+
		"|\n|---|---|---|---|---|\n| the first | %s | |\n", middle, measure.Median(first))
	for _, row := range rows {
		fmt.Printf("| %s | %s | %s |\n", row.name, measure.Median(row.runs), ratio(row.runs, first, processorTime))
	}
	fmt.Println()
	goal("processor time with one file changed ÷ that of the first run", middleRatio(rows[1].runs, first, processorTime),
		0.3)
	fmt.Print(cacheText)
	return nil
}

const cacheText = `
Every file is read and parsed. The schema and the rules that look at one record are not applied again unless the record,
one in its scope, a regulator, the configuration, the program or the day has changed. Rules that compare all records
always are.

`

// replace replaces the first occurrence of old in a file.
func replace(path, old, by string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	//nolint:gosec // a file of this program
	return os.WriteFile(path, []byte(strings.Replace(string(text), old, by, 1)), 0o600)
}

// growth compares content sizes.
func (b bench) growth(rounds, large int) error {
	counts := []int{small, middle, large}
	runs := make([][]measure.Usage, len(counts))
	for range rounds {
		for i, n := range counts {
			content, err := b.content(n)
			if err != nil {
				return err
			}
			if runs[i], err = add(runs[i], b.lint(content, "--no-cache")); err != nil {
				return err
			}
		}
	}
	fmt.Print("## Growth\n\n| drugs | processor time | time | peak memory | exponent of time | of memory " +
		"|\n|---|---|---|---|---|---|\n")
	for i, n := range counts {
		u := measure.Median(runs[i])
		fmt.Printf("| %d | %s |", n, u)
		if i == 0 {
			fmt.Print(" | |\n")
			continue
		}
		before := measure.Median(runs[i-1])
		//nolint:gosec // i > 0
		fmt.Printf(" %.2f | %.2f |\n", measure.Exponent(counts[i-1], n, before.CPU.Seconds(), u.CPU.Seconds()),
			measure.Exponent(counts[i-1], n, before.MiB(), u.MiB()))
	}
	begin, end := measure.Median(runs[0]), measure.Median(runs[len(runs)-1])
	fmt.Println()
	goal(fmt.Sprintf("exponent of processor time from %d to %d drugs", small, large),
		measure.Exponent(small, large, begin.CPU.Seconds(), end.CPU.Seconds()), 1.1)
	goal("exponent of memory", measure.Exponent(small, large, begin.MiB(), end.MiB()), 1.1)
	return nil
}

// add runs a command and appends its usage.
func add(runs []measure.Usage, c *exec.Cmd) ([]measure.Usage, error) {
	used, err := measure.Run(c)
	return append(runs, used), err
}

// ratio formats the ratios of each round.
func ratio(runs, of []measure.Usage, measured func(measure.Usage) float64) string {
	return measure.Spread(ratios(runs, of, measured))
}

func middleRatio(runs, of []measure.Usage, measured func(measure.Usage) float64) float64 {
	values := ratios(runs, of, measured)
	return values[len(values)/2]
}

// ratios returns the ratio of each round, sorted.
func ratios(runs, of []measure.Usage, measured func(measure.Usage) float64) []float64 {
	values := make([]float64, len(runs))
	for i := range runs {
		values[i] = measured(runs[i]) / measured(of[i])
	}
	slices.Sort(values)
	return values
}

// goal prints whether a goal is reached.
func goal(what string, measured, limit float64) {
	verdict := "reached"
	if measured > limit {
		verdict = "**missed**"
	}
	fmt.Printf("- Goal: %s at most %v. Measured: %.2f, %s.\n", what, limit, measured, verdict)
}

func processorTime(u measure.Usage) float64 { return u.CPU.Seconds() }

func wallTime(u measure.Usage) float64 { return u.Wall.Seconds() }

// parseNodes parses each file of a content directory into nodes with the YAML library, sequentially.
func parseNodes(dir string) error {
	files := os.DirFS(dir)
	return fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		var node yaml.Node
		return yaml.Load(text, &node)
	})
}
