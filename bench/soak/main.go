// Command soak serves content to a mixed load while the content changes every second, sometimes to something invalid,
// and the certificate is renewed. It reports calls that failed unexpectedly, and whether memory and goroutines stay
// flat.
//
//	go run ./bench/soak [-for 10m] [-race]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/opencompendium/compendium/bench/measure"
)

func main() {
	duration := flag.Duration("for", 10*time.Minute, "duration")
	race := flag.Bool("race", false, "build the server with the race detector")
	workers := flag.Int("workers", 16, "concurrent callers")
	flag.Parse()
	if err := run(context.Background(), *duration, *workers, *race); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, duration time.Duration, workers int, race bool) error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := start(ctx, dir, race)
	if err != nil {
		return err
	}
	// Not a deadline: it would be sent to the server, which would end calls slightly before the client does.
	loading, stop := context.WithCancel(ctx)
	defer stop()
	defer time.AfterFunc(duration, stop).Stop()
	load := &load{site: s, failures: make(map[string]int)}
	var wait sync.WaitGroup
	for i := range workers {
		wait.Go(func() { load.call(loading, uint64(i)) })
	}
	for range 4 {
		wait.Go(func() { load.watch(loading) })
	}
	wait.Go(func() { load.watchHealth(loading) })
	wait.Go(func() { load.reconnect(loading) })
	wait.Go(func() { s.change(loading) })
	wait.Go(func() { s.renew(loading) })
	samples := s.sample(loading)
	wait.Wait()
	after, err := s.settled(ctx)
	if err != nil {
		return err
	}
	if err := s.end(); err != nil {
		return err
	}
	return report(s, load, samples, after)
}

// report prints the results and returns an error if something is wrong.
func report(s *site, l *load, samples []sample, after sample) error {
	fmt.Printf("calls %d, watches %d, events %d, connections %d; contents served %d, refused %d; certificates %d\n",
		l.calls.Load(), l.watches.Load(), l.events.Load(), l.connections.Load(), s.served, s.refused, s.certificates)
	if len(samples) == 0 {
		return fmt.Errorf("no samples; run for longer")
	}
	for _, at := range []int{0, len(samples) / 2, len(samples) - 1} {
		fmt.Printf("after %4.0f s: %5.1f MB of heap, %5.1f MB resident, %d goroutines\n", samples[at].at.Seconds(),
			samples[at].heap/1e6, samples[at].resident/1e6, samples[at].goroutines)
	}
	fmt.Printf("at rest:     %5.1f MB of heap, %5.1f MB resident, %d goroutines\n", after.heap/1e6, after.resident/1e6,
		after.goroutines)
	var problems []string
	for what, n := range l.failures {
		problems = append(problems, fmt.Sprintf("%d unexpected: %s", n, what))
	}
	if after.goroutines > s.before.goroutines+goroutinesAllowed {
		problems = append(problems, fmt.Sprintf("%d goroutines left, %d at start", after.goroutines, s.before.goroutines))
	}
	// A catalog of this size takes a few megabytes; a leak per reload takes a multiple of that.
	for what, of := range map[string]func(sample) float64{"heap": func(s sample) float64 { return s.heap },
		"resident memory": func(s sample) float64 { return s.resident }} {
		second, last := samples[len(samples)/3:len(samples)*2/3+1], samples[len(samples)*2/3:]
		growth := measure.Middle(last, of) / measure.Middle(second, of)
		if len(samples) > 30 && growth > memoryAllowed {
			problems = append(problems, fmt.Sprintf("%s of the last third is %.2f times that of the second", what, growth))
		}
	}
	if missed := s.neverCalled(); len(missed) > 0 && len(samples) > 30 {
		problems = append(problems, "never called: "+strings.Join(missed, ", "))
	}
	slices.Sort(problems)
	if len(problems) > 0 {
		return fmt.Errorf("soak test failed:\n%s", joinLines(problems))
	}
	fmt.Println("no call failed unexpectedly")
	return nil
}

const (
	goroutinesAllowed = 20
	memoryAllowed     = 1.3
)

func joinLines(lines []string) string {
	return "  " + strings.Join(lines, "\n  ")
}
