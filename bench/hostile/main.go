// Command hostile measures what `compendium lint` takes for files that nobody writes by hand, or that somebody writes to do harm, beyond what it
// takes without them, and prints a page of the results.
//
//	go run ./bench/hostile >docs/benchmarks-hostile.md
//
// Each run is a process of its own, of which the system counts the processor time and the most memory. Rounds of runs with a file and without
// alternate, and their medians are compared.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/opencompendium/compendium/bench/generate"
)

// The goals, for a file beyond the base.
const (
	mostTime   = 50 * time.Millisecond
	mostMemory = 32 << 20
)

// asOf is a day for which the generated content has no finding.
const asOf = "2026-06-01"

func main() {
	rounds := flag.Int("rounds", 9, "rounds of what is compared")
	flag.Parse()
	if err := run(*rounds); err != nil {
		log.Fatal(err)
	}
}

// bench is a content directory and the program.
type bench struct{ dir, program string }

func run(rounds int) error {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := bench{dir, filepath.Join(dir, "compendium")}
	build := exec.Command("go", "build", "-o", b.program, "./cmd/compendium") //nolint:gosec,noctx // the program that is measured
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build the program: %w", err)
	}
	for path, text := range generate.Files(10) {
		if err := b.write(path, whole(text)); err != nil {
			return err
		}
	}
	base, _, err := b.lint()
	if err != nil {
		return err
	}
	fmt.Printf(`# What hostile files cost

Measured on %s with %d processors, %s, by

    go run ./bench/hostile >docs/benchmarks-hostile.md

A content directory of %d sound files is linted without and with one more file, %d rounds each in turn, every run a process of its own that
remembers nothing. What the file costs is the difference of the medians: processor time of all threads, and the most memory. Without it, a run
takes %.0f ms and %.0f MiB.
`, time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.Version(), len(generate.Files(10)), rounds, milliseconds(base.cpu), mebibytes(base.memory))
	fmt.Printf("\n## What is seen at once\n\nThe goal for each: at most %d ms and %d MiB.\n\n", mostTime.Milliseconds(), mostMemory>>20)
	if err := b.table(unread(), rounds, true); err != nil {
		return err
	}
	fmt.Printf("\n## As large as is read, and wrong everywhere\n\nEach has %d kB. These are the costliest that are known.\n\n", largest>>10)
	return b.table(full(), rounds, false)
}

// table prints what files cost, and where there is a goal for them, whether they keep to it.
func (b bench) table(files []hostile, rounds int, goal bool) error {
	if goal {
		fmt.Println("| file | rule | finding at | findings | time | memory | within the goal |\n| --- | --- | --- | ---: | ---: | ---: | --- |")
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

func (b bench) write(path string, text func(io.Writer) error) error {
	path = filepath.Join(b.content(), filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(text(file), file.Close())
}

// measure prints the row of a file.
func (b bench) measure(h hostile, rounds int, goal bool) error {
	path := filepath.Join(b.content(), filepath.FromSlash(hostileFile))
	var without, with []usage
	var found []reported
	for range rounds {
		used, _, err := b.lint()
		if err != nil {
			return err
		}
		without = append(without, used)
		if err := b.write(hostileFile, h.text); err != nil {
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
		return fmt.Errorf("there is no finding of %s on line %d among %d", h.rule, h.line, len(found))
	}
	before, after := median(without), median(with)
	time, memory := after.cpu-before.cpu, after.memory-before.memory
	verdict := ""
	switch {
	case goal && time <= mostTime && memory <= mostMemory:
		verdict = " yes |"
	case goal:
		verdict = " **no** |"
	}
	at := filepath.Base(found[i].File)
	if h.line > 0 {
		at = fmt.Sprintf("%s:%d:%d", at, found[i].Line, found[i].Column)
	}
	fmt.Printf("| %s | `%s` | %s | %d | %.0f ms | %.1f MiB |%s\n", h.name, h.rule, at, len(found), milliseconds(max(time, 0)), mebibytes(max(memory, 0)), verdict)
	return nil
}

type reported struct {
	Rule   string `json:"rule"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// usage is what a process took.
type usage struct {
	cpu    time.Duration
	memory int64 // the most that was resident, in bytes
}

// lint runs lint once, with nothing remembered, and gives what it took and found.
func (b bench) lint() (usage, []reported, error) {
	var out bytes.Buffer
	c := exec.Command(b.program, "lint", b.content(), "--as-of", asOf, "--no-cache", "--format", "jsonl") //nolint:gosec,noctx // the program that is measured
	c.Stdout, c.Stderr = &out, io.Discard
	// Exit code 1 says that there are findings.
	if err := c.Run(); err != nil && c.ProcessState.ExitCode() != 1 {
		return usage{}, nil, fmt.Errorf("run lint: %w: %s", err, &out)
	}
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return usage{}, nil, errors.New("this system does not say what a process took")
	}
	var all []reported
	for line := range bytes.Lines(out.Bytes()) {
		var f reported
		if err := json.Unmarshal(line, &f); err != nil {
			return usage{}, nil, fmt.Errorf("read a finding: %w", err)
		}
		if f.Rule != "" {
			all = append(all, f)
		}
	}
	// Linux counts in KiB.
	return usage{c.ProcessState.UserTime() + c.ProcessState.SystemTime(), used.Maxrss << 10}, all, nil
}

// median gives the median of each measure.
func median(runs []usage) usage {
	times, memory := make([]time.Duration, len(runs)), make([]int64, len(runs))
	for i, u := range runs {
		times[i], memory[i] = u.cpu, u.memory
	}
	slices.Sort(times)
	slices.Sort(memory)
	return usage{times[len(runs)/2], memory[len(runs)/2]}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func mebibytes(n int64) float64 { return float64(n) / (1 << 20) }
