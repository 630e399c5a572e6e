// Command peers compares `compendium lint` with other tools for checking data files, each set up with an equivalent
// schema or policy on the same generated content, and prints a page of the results.
//
//	go -C bench/peers run . -pictures ../../docs/benchmarks >docs/benchmarks-lint-peers.md
//
// It needs Go, node and npm. It builds the peers from the Go module proxy and npm into .cache/peers, at the versions of
// go.mod and policy/ajv/package.json. Each peer must accept the valid content before it is timed. Then defects are made
// in the content to see which of them each peer finds, and where.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/opencompendium/compendium/bench/measure"
)

// asOf is a day on which the generated content has no findings.
const asOf = "2026-06-01"

type options struct {
	drugs, rounds int
	limit         time.Duration
	pictures      string
	only          []string
}

func main() {
	var o options
	flag.IntVar(&o.drugs, "drugs", 10_000, "number of drugs")
	flag.IntVar(&o.rounds, "rounds", 3, "number of rounds")
	flag.DurationVar(&o.limit, "limit", 10*time.Minute,
		"time limit of a run; peers that exceed it are measured with a tenth of the content")
	flag.StringVar(&o.pictures, "pictures", "", "output directory for charts")
	only := flag.String("only", "", "comma-separated peers to measure (default all)")
	loop := flag.String("loop", "", "only check this content directory with protoyaml and protovalidate (internal)")
	written := flag.String("write", "", "only write the content to this directory (internal)")
	wrapped := flag.Bool("wrapped", false, "with -write: as Kubernetes resources")
	flag.Parse()
	if *loop != "" {
		os.Exit(runLoop(*loop))
	}
	if *written != "" {
		if err := writeAll(*written, o.drugs, *wrapped); err != nil {
			log.Fatal(err)
		}
		return
	}
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	if err := run(context.Background(), o); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, o options) error {
	root, err := filepath.Abs("../..")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "peers")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := prepare(ctx, root, dir)
	if err != nil {
		return err
	}
	list := slices.DeleteFunc(peers(), func(p peer) bool { return o.only != nil && !slices.Contains(o.only, p.name) })
	found, err := findDefects(ctx, s, list)
	if err != nil {
		return err
	}
	results, err := measureAll(ctx, s, list, o)
	if err != nil {
		return err
	}
	fmt.Printf(`# Lint compared with other tools

Measured on %s with %d processors (%s), %s, by

    go -C bench/peers run . -pictures ../../docs/benchmarks >docs/benchmarks-lint-peers.md

`, time.Now().Format(time.DateOnly), runtime.NumCPU(), measure.Machine(), runtime.Version())
	fmt.Print(introduction)
	for _, p := range list {
		fmt.Printf("- **%s** %s\n", p.name, p.setup)
	}
	printUsage(list, results, o)
	printFound(list, found)
	if o.pictures != "" {
		return draw(list, results, o)
	}
	return nil
}

const introduction = `Every tool reads the same generated files: drugs of about 60 lines that refer to conditions, targets,
sources and regulators, without errors. Each run is a process of its own; its processor time includes children, all
threads and garbage collection. Runs of the tools alternate, and the values are medians. The machine was not idle, so
prefer processor time and ratios over wall time.

Setup ([policies](../bench/peers/policy)):

`

// result is the usage of a peer's runs over a number of drugs.
type result struct {
	drugs int
	runs  []measure.Usage
}

// measureAll measures all peers in alternating rounds. A peer that exceeds the time limit continues with a tenth of the
// content.
func measureAll(ctx context.Context, s *setup, list []peer, o options) ([]result, error) {
	results := make([]result, len(list))
	for i := range results {
		results[i].drugs = o.drugs
	}
	for round := range o.rounds {
		for i, p := range list {
			r := &results[i]
			used, err := timed(ctx, s, p, r.drugs, o.limit)
			if errors.Is(err, context.DeadlineExceeded) && len(r.runs) == 0 {
				log.Printf("%s does not finish in %v with %d drugs", p.name, o.limit, r.drugs)
				r.drugs /= 10
				used, err = timed(ctx, s, p, r.drugs, o.limit)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
			log.Printf("round %d: %s: %s", round+1, p.name, used)
			r.runs = append(r.runs, used)
		}
	}
	return results, nil
}

func timed(ctx context.Context, s *setup, p peer, drugs int, limit time.Duration) (measure.Usage, error) {
	content, err := s.content(drugs, p.wrapped)
	if err != nil {
		return measure.Usage{}, err
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c, err := p.command(limited, s, content)
	if err != nil {
		return measure.Usage{}, err
	}
	used, err := measure.Run(c)
	if err != nil && limited.Err() != nil {
		err = limited.Err()
	}
	return used, err
}

// printUsage prints the table of resource usage.
func printUsage(list []peer, results []result, o options) {
	fmt.Printf("\n## %d drugs, %d rounds\n\n", o.drugs, o.rounds)
	fmt.Print("| what | processor time | time | peak memory | processor time ÷ lint | time ÷ lint | memory ÷ lint " +
		"|\n|---|---|---|---|---|---|---|\n")
	own := measure.Median(results[0].runs)
	for i, p := range list {
		used, name := measure.Median(results[i].runs), p.name
		if results[i].drugs != o.drugs {
			fmt.Printf("| %s, %d drugs only: more did not finish in %v | %s | | | |\n", name, results[i].drugs, o.limit, used)
			continue
		}
		fmt.Printf("| %s | %s | %.1f | %.1f | %.1f |\n", name, used, used.CPU.Seconds()/own.CPU.Seconds(),
			used.Wall.Seconds()/own.Wall.Seconds(), used.MiB()/own.MiB())
	}
	printGoal(list, results, o)
	if o.pictures != "" {
		fmt.Print("\n![Processor time](benchmarks/lint-peers-processor-time.svg)\n![Time](benchmarks/lint-peers-time.svg)\n" +
			"![Memory](benchmarks/lint-peers-memory.svg)\n")
	}
}

// printGoal prints whether lint reaches its goal: less time and less memory than each ready-made program.
func printGoal(list []peer, results []result, o options) {
	var missed []string
	own := measure.Median(results[0].runs)
	for i, p := range list[1:] {
		if p.name == loopName || results[i+1].drugs != o.drugs {
			continue
		}
		used := measure.Median(results[i+1].runs)
		if used.Wall < own.Wall {
			missed = append(missed, p.name+" takes less time")
		}
		if used.Memory < own.Memory {
			missed = append(missed, p.name+" takes less memory")
		}
	}
	fmt.Print("\nGoal: less time and less memory than each ready-made program. ")
	if len(missed) == 0 {
		fmt.Println("Reached.")
		return
	}
	fmt.Printf("**Missed**: %s. Lint keeps all records in memory, since its rules compare them; tools that check one "+
		"file at a time need not.\n", strings.Join(missed, ", "))
}
