// Command serving compares the serving performance of compendium with its alternatives, as ratios within one run.
//
//	go -C bench/serving run . [-rounds 5] [-seconds 2] [-records 10000] [-only get,list] [-variants bare,compendium]
//
// Each variant is a process of its own, with its own processor time. Rounds alternate between variants in random order,
// and ratios are taken within a round against the bare server: grpc-go with default options that returns constant
// bytes, or for calls over HTTP a net/http server that does. Before a variant is timed, its responses are checked,
// which also waits until it is ready.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/opencompendium/compendium/bench/measure"
	"github.com/opencompendium/compendium/bench/sample"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "server" {
		if err := serve(os.Args[2], os.Args[3], os.Args[4]); err != nil {
			log.Fatal(err)
		}
		return
	}
	rounds := flag.Int("rounds", 5, "number of rounds")
	seconds := flag.Float64("seconds", 2, "seconds per measurement")
	records := flag.Int("records", 10_000, "number of records")
	only := flag.String("only", "get,basic,masked,gzip,list,batch,http-json,http-proto", "calls to measure")
	names := flag.String("variants", "bare,compendium,telemetry,encoding,connect,json,postgres,bare-http,http,gateway",
		"servers to measure")
	svg := flag.String("svg", "", "output directory for charts")
	flag.Parse()
	o := options{*rounds, time.Duration(*seconds * float64(time.Second)), *records, strings.Split(*only, ","),
		strings.Split(*names, ","), *svg}
	if err := run(context.Background(), o); err != nil {
		log.Fatal(err)
	}
}

type options struct {
	rounds   int
	duration time.Duration
	records  int
	calls    []string
	variants []string
	pictures string
}

// cell identifies a measurement.
type cell struct{ variant, call string }

// measured is the result of a measurement.
type measured struct {
	calls float64 // per second
	cpu   float64 // microseconds per call
	p50   time.Duration
	p99   time.Duration
}

func run(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "serving")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "bench.release")
	if err := sample.Release(file, o.records, 0); err != nil {
		return err
	}
	results := make(map[cell][]measured)
	ratios := make(map[cell][]float64)
	gains := make(map[string][]float64)
	for round := range o.rounds {
		order := slices.Clone(o.variants)
		rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		now := make(map[cell]measured)
		for _, variant := range order {
			if err := measureVariant(ctx, o, variant, file, now); err != nil {
				return fmt.Errorf("%s: %w", variant, err)
			}
		}
		for c, m := range now {
			results[c] = append(results[c], m)
			if bare, ok := now[baseOf(c.call)]; ok {
				ratios[c] = append(ratios[c], m.cpu/bare.cpu)
			}
		}
		for _, call := range o.calls {
			ours, encoding := now[cell{"compendium", call}], now[cell{"encoding", call}]
			if ours.calls > 0 && encoding.calls > 0 {
				gains[call] = append(gains[call], encoding.cpu/ours.cpu)
				gains[call+" calls"] = append(gains[call+" calls"], ours.calls/encoding.calls)
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, o.rounds)
	}
	fmt.Printf("%d records of %d bytes, %d processors, %s, %d rounds of %v, medians\n\n", o.records, sample.RecordBytes,
		runtime.NumCPU(), runtime.Version(), o.rounds, o.duration)
	print(o, results, ratios)
	for _, call := range o.calls {
		if len(gains[call]) > 0 {
			fmt.Printf("%s: encoding per call takes %s times the CPU of compendium, which answers %s times the calls\n", call,
				measure.Spread(gains[call]), measure.Spread(gains[call+" calls"]))
		}
	}
	if o.pictures != "" {
		return draw(o, ratios)
	}
	return nil
}

// baseOf returns the measurement of a bare server that a call is compared with.
func baseOf(call string) cell {
	switch {
	case isHTTP(call):
		return cell{"bare-http", call}
	case call == "list" || call == "batch":
		return cell{"bare", call}
	default:
		return cell{"bare", "get"}
	}
}

func print(o options, results map[cell][]measured, ratios map[cell][]float64) {
	for _, call := range o.calls {
		fmt.Printf("| %s | calls/s | CPU µs a call | CPU ÷ bare | p50 | p99 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n",
			call)
		for _, variant := range o.variants {
			list := results[cell{variant, call}]
			if len(list) == 0 {
				continue
			}
			fmt.Printf("| %s | %.0f | %.1f | %s | %v | %v |\n", variant,
				measure.Middle(list, func(m measured) float64 { return m.calls }),
				measure.Middle(list, func(m measured) float64 { return m.cpu }), measure.Spread(ratios[cell{variant, call}]),
				time.Duration(measure.Middle(list, func(m measured) float64 { return float64(m.p50) })).Round(10*time.Microsecond),
				time.Duration(measure.Middle(list, func(m measured) float64 { return float64(m.p99) })).Round(10*time.Microsecond))
		}
		fmt.Println()
	}
}
