//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/process"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// get returns the server's processor time per GetDrug of a random record among n.
func get(ctx context.Context, s *process.Server, n int, duration time.Duration) (time.Duration, error) {
	const loops, prepared = 64, 1 << 16
	random := rand.New(rand.NewPCG(5, 5)) //nolint:gosec // requests of a benchmark
	requests := make([][]byte, prepared)
	for i := range requests {
		request, err := proto.Marshal(&compendiumv1.GetDrugRequest{Name: fmt.Sprintf("drugs/substance-%07d", random.IntN(n))})
		if err != nil {
			return 0, err
		}
		requests[i] = request
	}
	calling, stop := context.WithCancel(ctx)
	defer stop()
	var count atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	for l := range loops {
		wait.Go(func() {
			for i := l * prepared / loops; calling.Err() == nil; i++ {
				var size int
				if err := s.Conn.Invoke(ctx, compendiumv1.CatalogService_GetDrug_FullMethodName, requests[i%prepared], &size,
					grpc.ForceCodecV2(process.Codec{})); err != nil {
					failed.Store(&err)
					return
				}
				count.Add(1)
			}
		})
	}
	time.Sleep(duration / 2)
	before, calls := s.Used(), count.Load()
	time.Sleep(duration)
	took, made := s.Used()-before, count.Load()-calls
	stop()
	wait.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	if made == 0 {
		return 0, errors.New("no call was answered")
	}
	return took / time.Duration(made), nil
}

// figures holds the measurements of served releases, one value per round.
type figures struct {
	starts, reads, heaps, ratios []float64         // of the largest: start and read in seconds, heap in MB, start ÷ read
	gets, growth                 map[int][]float64 // by number of records: µs, and relative to the smallest
}

// serving prints the time until a large release is served relative to reading the file once, the heap it takes, and how
// the processor time of Get grows with the number of records.
func serving(ctx context.Context, dir string, paths map[int]string, rounds int) error {
	program, err := process.Build(ctx, dir)
	if err != nil {
		return err
	}
	sizes := slices.Sorted(maps.Keys(paths))
	large := sizes[len(sizes)-1]
	f := figures{gets: make(map[int][]float64), growth: make(map[int][]float64)}
	for range rounds {
		now := make(map[int]float64)
		for _, n := range sizes {
			if now[n], err = f.measure(ctx, program, dir, paths[n], n, n == large); err != nil {
				return err
			}
		}
		for _, n := range sizes {
			f.gets[n] = append(f.gets[n], now[n])
			f.growth[n] = append(f.growth[n], now[n]/now[sizes[0]])
		}
	}
	info, err := os.Stat(paths[large])
	if err != nil {
		return err
	}
	fmt.Printf("serve --release of %d records, a file of %d MB: SERVING after %s s; reading the file once: %s s; ratio "+
		"%s (goal 2); Go heap %s MB (goal 32)\n",
		large, info.Size()>>20, measure.Spread(f.starts), measure.Spread(f.reads), measure.Spread(f.ratios),
		measure.Spread(f.heaps))
	for _, n := range sizes {
		fmt.Printf("GetDrug of %7d records: %s µs of CPU, ratio to %d records %s (goal 1.25)\n", n, measure.Spread(f.gets[n]),
			sizes[0], measure.Spread(f.growth[n]))
	}
	return nil
}

// measure serves a release and returns the microseconds per Get.
func (f *figures) measure(ctx context.Context, program, dir, path string, n int, large bool) (float64, error) {
	read, err := readOnce(path)
	if err != nil {
		return 0, err
	}
	s, err := process.Start(ctx, program, dir, "--release", path)
	if err != nil {
		return 0, err
	}
	defer s.Stop()
	if large {
		heap, err := s.Heap(ctx)
		if err != nil {
			return 0, err
		}
		f.starts, f.reads = append(f.starts, s.Start.Seconds()), append(f.reads, read.Seconds())
		f.heaps, f.ratios = append(f.heaps, heap/(1<<20)), append(f.ratios, s.Start.Seconds()/read.Seconds())
	}
	took, err := get(ctx, s, n, time.Second)
	return took.Seconds() * 1e6, err
}
