// Command reload replaces a large release under a steady load again and again, and reports failed calls and the effect
// on tail latency.
//
//	go run ./bench/reload [-rounds 5] [-reloads 5] [-every 2s] [-records 100000] [-rate 3000] [-keep DIR]
//	go run ./bench/reload -rounds 1 -reloads 1000 -every 0s -records 2000
//	go run ./bench/reload -content 7000 -rounds 2 -every 6s -rate 1000
//
// The server is a process of its own, notified by SIGHUP after a new file was renamed over the one it serves. A round
// is two periods of the same length, without and with reloads. With -content it serves a content directory in which one
// file changes, and its memory and processor time are compared as well.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
	"github.com/opencompendium/compendium/bench/sample"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "number of rounds")
	flag.IntVar(&o.reloads, "reloads", 5, "reloads per round")
	flag.DurationVar(&o.every, "every", 2*time.Second, "interval between reloads")
	flag.IntVar(&o.records, "records", 100_000, "number of records, of about 4.8 KB each")
	flag.IntVar(&o.content, "content", 0, "number of drugs of a content directory to serve instead of a release")
	flag.IntVar(&o.rate, "rate", 3000, "calls per second")
	flag.StringVar(&o.keep, "keep", "", "directory to keep release files in (default a temporary one)")
	flag.Parse()
	//nolint:gosec // selects records
	o.name = func() string { return sample.DrugName(rand.IntN(o.records)) }
	do := run
	if o.content > 0 {
		do = reloadContent
	}
	if err := do(context.Background(), o); err != nil {
		log.Fatal(err)
	}
}

type options struct {
	rounds, reloads, records, content, rate int
	every                                   time.Duration
	keep                                    string
	name                                    func() string // returns the name of a random drug
}

func run(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "reload")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if o.keep == "" {
		o.keep = dir
	}
	// Two different releases of the same size, so that each swap is a new version.
	r := &replacer{served: filepath.Join(o.keep, "served.release")}
	for i := range r.files {
		if r.files[i], err = write(o.keep, o.records, i); err != nil {
			return err
		}
	}
	if err := r.put(); err != nil {
		return err
	}
	program, err := process.Build(ctx, dir)
	if err != nil {
		return err
	}
	server, err := process.Start(ctx, program, dir, "--release", r.served, "--poll", "1h")
	if err != nil {
		return err
	}
	defer server.Stop()
	r.server = server
	if err := compare(ctx, o, r); err != nil {
		return err
	}
	heap, err := server.Heap(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("Go heap afterwards %.1f MB\n", heap/(1<<20))
	return nil
}

// compare calls at a steady rate, alternately without and with reloads.
func compare(ctx context.Context, o options, r *replacer) error {
	info, err := os.Stat(r.served)
	if err != nil {
		return err
	}
	var quiets, busies, ratios, durings, shares []float64
	var took []float64
	calls, failed := 0, 0
	for range o.rounds {
		wait := o.every * time.Duration(o.reloads)
		quiet, err := drive(ctx, r.server.Conn, o, func() error { time.Sleep(max(wait, 5*time.Second)); return nil })
		if err != nil {
			return err
		}
		var spans []span
		busy, err := drive(ctx, r.server.Conn, o, func() error {
			for range o.reloads {
				began := time.Now()
				if err := r.replace(ctx); err != nil {
					return err
				}
				spans = append(spans, span{began, time.Now()})
				took = append(took, time.Since(began).Seconds())
				time.Sleep(time.Until(began.Add(o.every)))
			}
			return nil
		})
		if err != nil {
			return err
		}
		var during result
		var running, whole time.Duration
		for _, s := range spans {
			running += s.end.Sub(s.start)
		}
		whole = max(spans[len(spans)-1].end.Sub(spans[0].start), wait)
		for _, c := range busy.calls {
			if slices.ContainsFunc(spans,
				func(s span) bool { return c.start.Before(s.end) && c.start.Add(c.took).After(s.start) }) {
				during.calls = append(during.calls, c)
			}
		}
		quiets, busies, durings = append(quiets, quiet.p99()), append(busies, busy.p99()), append(durings, during.p99())
		ratios = append(ratios, busy.p99()/quiet.p99())
		shares = append(shares, 100*running.Seconds()/whole.Seconds())
		calls += len(quiet.calls) + len(busy.calls)
		failed += quiet.failed + busy.failed
	}
	fmt.Printf("a release of %d MB, %d calls a second, %d reloads, one every %v, that take %s s each: %s %% of the time\n",
		info.Size()>>20, o.rate, o.rounds*o.reloads, o.every, measure.Spread(took), measure.Spread(shares))
	fmt.Printf("p99 quiet %s ms; with reloads %s ms, ratio %s (goal 1.2); of the calls that a reload touched %s ms\n",
		measure.Spread(quiets), measure.Spread(busies), measure.Spread(ratios), measure.Spread(durings))
	fmt.Printf("failed calls: %d of %d (goal 0)\n", failed, calls)
	return nil
}

type span struct{ start, end time.Time }

// replacer alternates between two releases.
type replacer struct {
	files  [2]string
	served string
	next   int
	server *process.Server
}

// put renames the next release over the served one.
func (r *replacer) put() error {
	fresh := r.served + "~"
	_ = os.Remove(fresh)
	if err := errors.Join(os.Link(r.files[r.next], fresh), os.Rename(fresh, r.served)); err != nil {
		return err
	}
	r.next = 1 - r.next
	return nil
}

// replace replaces the release and waits until the server answers with it.
func (r *replacer) replace(ctx context.Context) error {
	return untilServed(ctx, r.server.Conn, sample.DrugName(0), func() error {
		return errors.Join(r.put(), r.server.Reload())
	})
}

// untilServed makes a change, and waits until a server answers with another version when it is asked for a drug.
func untilServed(ctx context.Context, conn *grpc.ClientConn, drug string, change func() error) error {
	before, err := version(ctx, conn, drug)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		now, err := version(ctx, conn, drug)
		if err != nil || now != before {
			return err
		}
	}
	return errors.New("the change was not served within a minute")
}

// version returns the version that a server answers with when it is asked for a drug.
func version(ctx context.Context, conn *grpc.ClientConn, drug string) (string, error) {
	var header metadata.MD
	_, err := compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx,
		&compendiumv1.GetDrugRequest{Name: drug, View: compendiumv1.View_BASIC}, grpc.Header(&header))
	return strings.Join(header.Get("catalog-version"), ","), err
}

// call is a completed call.
type call struct {
	start time.Time
	took  time.Duration
}

type result struct {
	calls  []call
	failed int
}

// p99 returns the 99th percentile in milliseconds.
func (r result) p99() float64 {
	if len(r.calls) == 0 {
		return 0
	}
	slices.SortFunc(r.calls, func(a, b call) int { return int(a.took - b.took) })
	return r.calls[len(r.calls)*99/100].took.Seconds() * 1000
}

// drive calls at a steady rate while do runs.
func drive(ctx context.Context, conn *grpc.ClientConn, o options, do func() error) (result, error) {
	client := compendiumv1.NewCatalogServiceClient(conn)
	calling, stop := context.WithCancel(ctx)
	defer stop()
	var mutex sync.Mutex
	var r result
	var wait sync.WaitGroup
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	wait.Go(func() {
		for calling.Err() == nil {
			<-ticker.C
			for range o.rate / 1000 {
				wait.Go(func() {
					start := time.Now()
					_, err := client.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: o.name()})
					took := time.Since(start)
					mutex.Lock()
					defer mutex.Unlock()
					r.calls = append(r.calls, call{start, took})
					if err != nil {
						r.failed++
					}
				})
			}
		}
	})
	err := do()
	stop()
	wait.Wait()
	return r, err
}

// write writes a release of generated drugs, or reuses the file of an earlier run.
func write(dir string, n, variant int) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("reload-%d-%d.release", n, variant))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, sample.Release(path, n, variant)
}
