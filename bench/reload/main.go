// Command reload serves a large release to a steady load and replaces it again and again, and says whether a call failed and what it did to the
// slowest calls.
//
//	go run ./bench/reload [-reloads 1000] [-pause 200ms] [-records 100000] [-rate 3000]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/image"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
)

func main() {
	reloads := flag.Int("reloads", 1000, "how many times the release is replaced")
	pause := flag.Duration("pause", 200*time.Millisecond, "time between two of them")
	records := flag.Int("records", 100_000, "records of about 4.8 KB")
	rate := flag.Int("rate", 3000, "calls a second")
	flag.Parse()
	if err := run(context.Background(), *reloads, *pause, *records, *rate); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, reloads int, pause time.Duration, records, rate int) error {
	dir, err := os.MkdirTemp("", "reload")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	// Two releases of the same size that differ, so that each swap is a new version.
	var paths []string
	for i := range 2 {
		path, err := write(dir, records, i)
		if err != nil {
			return err
		}
		paths = append(paths, path)
	}
	first, err := release.Open(paths[0])
	if err != nil {
		return err
	}
	size := len(first.Image.Bytes()) >> 20
	server, err := services.New(first, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = server.Serve(listener) }()
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	quiet, busy, took, err := compare(ctx, server, conn, paths, reloads, pause, records, rate)
	if err != nil {
		return err
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	slices.Sort(took)
	fmt.Printf("a release of %d MB, %d calls/s: quiet p99 %v; during %d reloads of %v each p99 %v, ratio %.2f (goal 1.2); failed calls %d of %d; Go heap %.1f MB\n",
		size, rate, quiet.p99, reloads, took[len(took)/2].Round(time.Millisecond), busy.p99, busy.p99.Seconds()/quiet.p99.Seconds(), busy.failed, busy.calls, float64(memory.HeapAlloc)/(1<<20))
	server.Shutdown(ctx)
	return nil
}

// compare calls at a steady rate, first with nothing else going on and then while releases are replaced.
func compare(ctx context.Context, server *services.Server, conn *grpc.ClientConn, paths []string, reloads int, pause time.Duration, records, rate int) (
	quiet, busy result, took []time.Duration, err error,
) {
	const quietFor = 10 * time.Second
	if quiet, err = drive(ctx, conn, rate, records, func() error { time.Sleep(quietFor); return nil }); err != nil {
		return quiet, busy, nil, err
	}
	busy, err = drive(ctx, conn, rate, records, func() error {
		for i := range reloads {
			start := time.Now()
			next, err := release.Open(paths[(i+1)%2])
			if err != nil {
				return err
			}
			server.Swap(next, services.Times{Fetched: start, Loaded: time.Now()})
			took = append(took, time.Since(start))
			time.Sleep(pause)
		}
		return nil
	})
	return quiet, busy, took, err
}

type result struct {
	p99           time.Duration
	calls, failed int64
}

// drive calls at a steady rate while something is done.
func drive(ctx context.Context, conn *grpc.ClientConn, rate, records int, do func() error) (result, error) {
	client := compendiumv1.NewCatalogServiceClient(conn)
	calling, stop := context.WithCancel(ctx)
	defer stop()
	var failed, calls atomic.Int64
	var mutex sync.Mutex
	var times []time.Duration
	var wait sync.WaitGroup
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	wait.Go(func() {
		for calling.Err() == nil {
			<-ticker.C
			for range rate / 1000 {
				wait.Go(func() {
					start := time.Now()
					_, err := client.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: name(rand.IntN(records))}) //nolint:gosec // it picks records
					calls.Add(1)
					if err != nil {
						failed.Add(1)
					}
					mutex.Lock()
					times = append(times, time.Since(start))
					mutex.Unlock()
				})
			}
		}
	})
	err := do()
	stop()
	wait.Wait()
	slices.Sort(times)
	return result{p99: times[len(times)*99/100], calls: calls.Load(), failed: failed.Load()}, err
}

func name(i int) string { return fmt.Sprintf("drugs/substance-%07d", i) }

// write builds a release of generated drugs.
func write(dir string, n, variant int) (string, error) {
	b := image.NewBuilder("2026-11-23", nil)
	for i := range n {
		drug := &compendiumv1.Drug{Name: name(i), DisplayName: fmt.Sprint("Substance ", i), Lifecycle: compendiumv1.Drug_ACTIVE}
		if i == 0 {
			drug.DisplayName += fmt.Sprint(" variant ", variant)
		}
		for k := range 23 {
			drug.Notes = append(drug.Notes, &compendiumv1.Note{Text: strings.Repeat(fmt.Sprint("note ", i, k, " "), 16)})
		}
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			return "", err
		}
	}
	data, err := b.Build(fmt.Sprint("sha256:", variant), image.Provenance{ToolVersion: "bench"})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, fmt.Sprint(variant, ".release"))
	return path, os.WriteFile(path, data, 0o600)
}
