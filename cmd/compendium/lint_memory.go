package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// tuneCollector sets how often the collector of garbage runs: not before the program has taken 48 MiB, and from then on four times as often as by
// default. Lint keeps something of each record until it ends, and most of what it makes beside that is garbage at once: for a quarter more processor
// time, a large content takes half the memory. Who sets GOGC or GOMEMLIMIT decides.
func tuneCollector() {
	const first, percent = 48 << 20, 25
	for _, set := range []string{"GOGC", "GOMEMLIMIT"} {
		if _, ok := os.LookupEnv(set); ok {
			return
		}
	}
	debug.SetMemoryLimit(first)
	debug.SetGCPercent(-1)
	// Nothing keeps this value, so that the first collection finds it.
	runtime.AddCleanup(new([64]byte), func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	}, percent)
}
