// Package measure runs programs and says what they took, by the system's count: processor time of all threads and children, and the most
// memory that was resident.
package measure

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Usage is what a process took.
type Usage struct {
	CPU, Wall time.Duration
	Memory    int64 // the most that was resident, in bytes
}

// String gives the cells of a table's row.
func (u Usage) String() string {
	return fmt.Sprintf("%.2f s | %.2f s | %.0f MiB", u.CPU.Seconds(), u.Wall.Seconds(), u.MiB())
}

// MiB gives the memory.
func (u Usage) MiB() float64 { return float64(u.Memory) / (1 << 20) }

// Command gives a run of a program. What it says of errors goes to standard error.
func Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...) //nolint:gosec // the programs that are measured
	c.Stderr = os.Stderr
	return c
}

// Run runs a command and says what it took.
func Run(c *exec.Cmd) (Usage, error) {
	begin := time.Now()
	if err := c.Run(); err != nil {
		return Usage{}, fmt.Errorf("run %s: %w", short(c.Args), err)
	}
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return Usage{}, errors.New("this system does not say what a process took")
	}
	// Linux counts in KiB.
	return Usage{CPU: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), Wall: time.Since(begin), Memory: used.Maxrss << 10}, nil
}

// short gives the words of a command line, of which there may be thousands, for a message.
func short(args []string) string {
	const most = 12
	if len(args) > most {
		return fmt.Sprintf("%s … (%d arguments)", strings.Join(args[:most], " "), len(args))
	}
	return strings.Join(args, " ")
}

// Median gives the median of each measure.
func Median(runs []Usage) Usage {
	middle := len(runs) / 2
	by := func(less func(a, b Usage) int) Usage { return slices.SortedFunc(slices.Values(runs), less)[middle] }
	return Usage{
		CPU:    by(func(a, b Usage) int { return cmp.Compare(a.CPU, b.CPU) }).CPU,
		Wall:   by(func(a, b Usage) int { return cmp.Compare(a.Wall, b.Wall) }).Wall,
		Memory: by(func(a, b Usage) int { return cmp.Compare(a.Memory, b.Memory) }).Memory,
	}
}

// Exponent gives the power of n by which a measure grows.
func Exponent(n, m int, of, to float64) float64 {
	return math.Log(to/of) / math.Log(float64(m)/float64(n))
}

// Machine names the processor.
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
