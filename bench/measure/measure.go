// Package measure runs programs and reports their resource usage as counted by the system: processor time of all
// threads and children, and peak resident memory.
package measure

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Usage is the resource usage of a process.
type Usage struct {
	CPU, Wall time.Duration
	Memory    int64 // peak resident memory in bytes
}

// String returns the usage as cells of a table row.
func (u Usage) String() string {
	return fmt.Sprintf("%.2f s | %.2f s | %.0f MiB", u.CPU.Seconds(), u.Wall.Seconds(), u.MiB())
}

// MiB returns the memory in MiB.
func (u Usage) MiB() float64 { return float64(u.Memory) / (1 << 20) }

// Command returns a run of a program with standard error passed through.
func Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...) //nolint:gosec // the programs under test
	c.Stderr = os.Stderr
	return c
}

// Run runs a command and returns its usage.
func Run(c *exec.Cmd) (Usage, error) {
	begin := time.Now()
	if err := c.Run(); err != nil {
		return Usage{}, fmt.Errorf("run %s: %w", short(c.Args), err)
	}
	peak, err := peakMemory(c.ProcessState)
	return Usage{CPU: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), Wall: time.Since(begin), Memory: peak}, err
}

// short returns a command line for a message, truncated to a few arguments.
func short(args []string) string {
	const maxArgs = 12
	if len(args) > maxArgs {
		return fmt.Sprintf("%s … (%d arguments)", strings.Join(args[:maxArgs], " "), len(args))
	}
	return strings.Join(args, " ")
}

// Median returns the median of each measure.
func Median(runs []Usage) Usage {
	return Usage{
		CPU:    Middle(runs, func(u Usage) time.Duration { return u.CPU }),
		Wall:   Middle(runs, func(u Usage) time.Duration { return u.Wall }),
		Memory: Middle(runs, func(u Usage) int64 { return u.Memory }),
	}
}

// Middle returns the median of a measure of several runs.
func Middle[T any, V cmp.Ordered](runs []T, of func(T) V) V {
	values := make([]V, len(runs))
	for i, run := range runs {
		values[i] = of(run)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// Spread formats values as median, minimum and maximum, or as "-" if there are none.
func Spread(values []float64) string {
	if len(values) == 0 {
		return "-"
	}
	sorted := slices.Sorted(slices.Values(values))
	return fmt.Sprintf("%.2f (%.2f–%.2f)", sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1])
}

// Exponent returns the power of n with which a measure grows.
func Exponent(n, m int, of, to float64) float64 {
	return math.Log(to/of) / math.Log(float64(m)/float64(n))
}

// Processor returns the processor time that a process has used so far, or 0 if it has ended.
func Processor(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100 on every Linux
}

// Machine returns the name of the processor.
func Machine() string {
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
