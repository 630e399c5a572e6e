package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
)

// contentDay is the day for which generated content is checked: its reviews are not due yet.
const contentDay = "2026-07-25"

// reloadContent serves a content directory, changes one file again and again, and prints what that costs relative to
// the start, to serving the release of the same content, and to quiet.
func reloadContent(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "reload")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	content, release := filepath.Join(dir, "content"), filepath.Join(dir, "content.release")
	if err := generate.Write(content, o.content); err != nil {
		return err
	}
	program, err := process.Build(ctx, dir)
	if err != nil {
		return err
	}
	//nolint:gosec // the program under test
	if out, err := exec.CommandContext(ctx, program, "build", "--as-of", contentDay, "-o", release, content).
		CombinedOutput(); err != nil {
		return fmt.Errorf("build a release: %w: %s", err, out)
	}
	o.name = func() string { return fmt.Sprintf("drugs/drug-%d", rand.IntN(o.content)) } //nolint:gosec // selects records
	released, err := memoryOfRelease(ctx, o, program, dir, release)
	if err != nil {
		return err
	}
	server, err := process.Start(ctx, program, dir, "--content", content, "--as-of", contentDay, "--poll", "100ms")
	if err != nil {
		return err
	}
	defer server.Stop()
	start := server.Used()
	time.Sleep(2 * time.Second)
	const idle = 10 * time.Second
	before := server.Used()
	time.Sleep(idle)
	share := 100 * (server.Used() - before).Seconds() / idle.Seconds()
	e := editor{path: filepath.Join(content, "drugs", "drug-0.yaml"), server: server}
	if err := e.compare(ctx, o, start); err != nil {
		return err
	}
	served, err := server.Memory()
	if err != nil {
		return err
	}
	fmt.Printf("memory %.0f MB, of the release %.0f MB, ratio %.2f (goal 2.5); idle %.2f %% of a processor (goal 0.5)\n",
		served/(1<<20), released/(1<<20), served/released, share)
	return nil
}

// memoryOfRelease returns the memory of a server of a release after calls for a while, in bytes.
func memoryOfRelease(ctx context.Context, o options, program, dir, release string) (float64, error) {
	server, err := process.Start(ctx, program, dir, "--release", release)
	if err != nil {
		return 0, err
	}
	defer server.Stop()
	if _, err := drive(ctx, server.Conn, o, func() error { time.Sleep(o.every * 2); return nil }); err != nil {
		return 0, err
	}
	return server.Memory()
}

// editor changes a file of the content that a server serves.
type editor struct {
	path   string
	server *process.Server
}

// compare prints the processor time of a reload relative to start, and the tail latency with and without reloads. The
// processor time of the calls is measured while nothing changes, and subtracted.
func (e editor) compare(ctx context.Context, o options, start time.Duration) error {
	var took, ratios, quiets, busies, slower []float64
	failed := 0
	for range o.rounds {
		began, used := time.Now(), e.server.Used()
		quiet, err := drive(ctx, e.server.Conn, o, func() error {
			time.Sleep(o.every * time.Duration(o.reloads))
			return nil
		})
		if err != nil {
			return err
		}
		perSecond := (e.server.Used() - used).Seconds() / time.Since(began).Seconds()
		busy, err := drive(ctx, e.server.Conn, o, func() error {
			for range o.reloads {
				began, used := time.Now(), e.server.Used()
				if err := e.edit(ctx, o); err != nil {
					return err
				}
				time.Sleep(time.Until(began.Add(o.every)))
				seconds := (e.server.Used() - used).Seconds() - perSecond*time.Since(began).Seconds()
				took, ratios = append(took, seconds), append(ratios, seconds/start.Seconds())
			}
			return nil
		})
		if err != nil {
			return err
		}
		failed += quiet.failed + busy.failed
		quiets, busies = append(quiets, quiet.p99()), append(busies, busy.p99())
		slower = append(slower, busy.p99()/quiet.p99())
	}
	fmt.Printf("%d drugs: start %.2f s of CPU; reload of one file %s s, ratio %s (goal 0.2)\n", o.content,
		start.Seconds(), measure.Spread(took), measure.Spread(ratios))
	fmt.Printf("p99 of %d calls a second quiet %s ms; with a reload every %v %s ms, ratio %s (goal 1.2); failed "+
		"calls: %d\n",
		o.rate, measure.Spread(quiets), o.every, measure.Spread(busies), measure.Spread(slower), failed)
	return nil
}

// edit changes the file and waits until another version is served.
func (e editor) edit(ctx context.Context, o options) error {
	text, err := os.ReadFile(e.path)
	if err != nil {
		return err
	}
	const one, other = "The standard for this condition", "A standard for this condition"
	changed := strings.Replace(string(text), one, other, 1)
	if changed == string(text) {
		changed = strings.Replace(changed, other, one, 1)
	}
	return untilServed(ctx, e.server.Conn, o.name(), func() error {
		return os.WriteFile(e.path, []byte(changed), 0o600) //nolint:gosec // a file of the benchmark
	})
}
