package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"go.yaml.in/yaml/v4"
)

// usage is what a process took.
type usage struct {
	cpu, wall time.Duration
	memory    int64 // the most that was resident, in bytes
}

// String gives the cells of a table's row.
func (u usage) String() string {
	return fmt.Sprintf("%.2f s | %.2f s | %.0f MiB", u.cpu.Seconds(), u.wall.Seconds(), float64(u.memory)/(1<<20))
}

// ratio gives the processor time as a part of another's.
func (u usage) ratio(of usage) float64 { return u.cpu.Seconds() / of.cpu.Seconds() }

func command(name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(context.Background(), name, args...) //nolint:gosec // the programs that are measured
	c.Stderr = os.Stderr
	return c
}

// add runs a command and adds what it took.
func add(runs []usage, c *exec.Cmd) ([]usage, error) {
	begin := time.Now()
	if err := c.Run(); err != nil {
		return runs, fmt.Errorf("run %s: %w", strings.Join(c.Args, " "), err)
	}
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return runs, errors.New("this system does not say what a process took")
	}
	// Linux counts in KiB.
	return append(runs, usage{cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), wall: time.Since(begin), memory: used.Maxrss << 10}), nil
}

// median gives the median of each measure.
func median(runs []usage) usage {
	middle := len(runs) / 2
	by := func(less func(a, b usage) int) usage { return slices.SortedFunc(slices.Values(runs), less)[middle] }
	return usage{
		cpu:    by(func(a, b usage) int { return int(a.cpu - b.cpu) }).cpu,
		wall:   by(func(a, b usage) int { return int(a.wall - b.wall) }).wall,
		memory: by(func(a, b usage) int { return int(a.memory - b.memory) }).memory,
	}
}

// exponent gives the power of n by which a measure grows.
func exponent(n, m int, of, to float64) float64 {
	return math.Log(to/of) / math.Log(float64(m)/float64(n))
}

// machine names the processor.
func machine() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// parseNodes reads the files of a content directory, one after the other, and parses each into nodes with the YAML library.
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
