// Command hostile measures what malformed and malicious files cost `compendium lint`, compared to content without them,
// and prints a page of the results.
//
//	go run ./bench/hostile >docs/benchmarks-hostile.md
//
// Each run is a process of its own, for which the system reports processor time and peak memory. Runs with and without
// a file alternate, and their medians are compared.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
)

// Goals for the cost of a file.
const (
	maxTime   = 50 * time.Millisecond
	maxMemory = 32 // MiB
)

// asOf is a day on which the generated content has no findings.
const asOf = "2026-06-01"

func main() {
	rounds := flag.Int("rounds", 9, "number of rounds")
	flag.Parse()
	if err := run(*rounds); err != nil {
		log.Fatal(err)
	}
}

// bench holds a content directory and the program under test.
type bench struct{ dir, program string }

func run(rounds int) error {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program, err := process.Build(context.Background(), dir)
	if err != nil {
		return err
	}
	b := bench{dir, program}
	if err := generate.Write(b.content(), 10); err != nil {
		return err
	}
	base, _, err := b.lint()
	if err != nil {
		return err
	}
	fmt.Printf(`# What hostile files cost

Measured on %s with %d processors, %s, by

    go run ./bench/hostile >docs/benchmarks-hostile.md

A content directory of %d valid files is linted with and without one more file in %d alternating rounds. Each run is a
process of its own without a cache. The cost of the file is the difference of the medians of processor time, over all
threads, and of peak memory. Without the file, a run takes %.0f ms and %.0f MiB.
`, time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.Version(), len(generate.Files(10)), rounds,
		milliseconds(base.CPU), base.MiB())
	fmt.Printf("\n## Refused early\n\nGoal for each: at most %d ms and %d MiB.\n\n", maxTime.Milliseconds(), maxMemory)
	if err := b.table(unread(), rounds, true); err != nil {
		return err
	}
	fmt.Printf("\n## Largest accepted size, wrong throughout\n\nEach has %d kB. These are the costliest files known.\n\n",
		largest>>10)
	return b.table(full(), rounds, false)
}

// table prints the cost of each file and, with goal, whether it is within the goal.
func (b bench) table(files []hostile, rounds int, goal bool) error {
	if goal {
		fmt.Println("| file | rule | finding at | findings | time | memory | within the goal |\n| --- | --- | --- | ---: | " +
			"---: | ---: | --- |")
	} else {
		fmt.Println("| file | rule | finding at | findings | time | memory |\n| --- | --- | --- | ---: | ---: | ---: |")
	}
	for _, h := range files {
		if err := b.measure(h, rounds, goal); err != nil {
			return fmt.Errorf("%s: %w", h.name, err)
		}
	}
	return nil
}

const hostileFile = "drugs/hostile.yaml"

func (b bench) content() string { return filepath.Join(b.dir, "content") }

// measure prints the row of one file.
func (b bench) measure(h hostile, rounds int, goal bool) error {
	path := filepath.Join(b.content(), filepath.FromSlash(hostileFile))
	var without, with []measure.Usage
	var found []reported
	for range rounds {
		used, _, err := b.lint()
		if err != nil {
			return err
		}
		without = append(without, used)
		file, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := errors.Join(h.text(file), file.Close()); err != nil {
			return err
		}
		used, found, err = b.lint()
		if err := errors.Join(err, os.Remove(path)); err != nil {
			return err
		}
		with = append(with, used)
	}
	i := slices.IndexFunc(found, func(f reported) bool { return f.Rule == h.rule && f.Line == h.line })
	if i < 0 {
		return fmt.Errorf("no finding of %s on line %d among %d findings", h.rule, h.line, len(found))
	}
	before, after := measure.Median(without), measure.Median(with)
	time, memory := after.CPU-before.CPU, after.MiB()-before.MiB()
	verdict := ""
	switch {
	case goal && time <= maxTime && memory <= maxMemory:
		verdict = " yes |"
	case goal:
		verdict = " **no** |"
	}
	at := filepath.Base(found[i].File)
	if h.line > 0 {
		at = fmt.Sprintf("%s:%d:%d", at, found[i].Line, found[i].Column)
	}
	fmt.Printf("| %s | `%s` | %s | %d | %.0f ms | %.1f MiB |%s\n", h.name, h.rule, at, len(found),
		milliseconds(max(time, 0)), max(memory, 0), verdict)
	return nil
}

type reported struct {
	Rule   string `json:"rule"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// lint runs lint once, without a cache, and returns its resource usage and findings.
func (b bench) lint() (measure.Usage, []reported, error) {
	var out bytes.Buffer
	c := measure.Command(context.Background(), b.program, "lint", b.content(), "--as-of", asOf, "--no-cache",
		"--format", "jsonl", "--fail-on", "never")
	c.Stdout, c.Stderr = &out, io.Discard
	used, err := measure.Run(c)
	if err != nil {
		return measure.Usage{}, nil, err
	}
	var all []reported
	for line := range bytes.Lines(out.Bytes()) {
		var f reported
		if err := json.Unmarshal(line, &f); err != nil {
			return measure.Usage{}, nil, fmt.Errorf("read a finding: %w", err)
		}
		if f.Rule != "" {
			all = append(all, f)
		}
	}
	return used, all, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
