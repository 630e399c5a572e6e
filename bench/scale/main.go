// Command scale estimates how many replicas serve a rate of calls, how they load a registry, and how long a release
// takes to reach them. It uses the model of docs/scale.md and a simulation that verifies it.
//
//	go run ./bench/scale [-cpu 14us] [-release 1.1] [-registry 100]
package main

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// fleet is a set of replicas that follow a registry.
type fleet struct {
	// replicas is the number of replicas.
	replicas int
	// poll is the interval between checks, give or take a tenth.
	poll time.Duration
	// release is the size of a release, registry the registry's total bandwidth, and link that of one replica.
	release, registry, link float64 // MB, MB/s
	// open is the time a replica takes to verify and open a release.
	open time.Duration
}

func main() {
	cpu := flag.Duration("cpu", 14*time.Microsecond, "processor time of a call, as bench/serving measures it")
	release := flag.Float64("release", 1.1, "size of a release in MB")
	registry := flag.Float64("registry", 100, "bandwidth of the registry in MB/s")
	cores := flag.Int("cores", 4, "processors of a replica")
	flag.Parse()
	const load = 0.6
	fmt.Printf("a call takes %v of a processor, a replica has %d processors at %.0f %% load\n\n", *cpu, *cores, 100*load)
	fmt.Println("| calls/s | processors | replicas | checks/s at the registry | MB sent per release | reaches half | " +
		"reaches all | simulated half | simulated all |")
	fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, rate := range []float64{1e4, 1e6, 1e8} {
		processors := rate * cpu.Seconds() / load
		f := fleet{replicas: max(3, int(math.Ceil(processors/float64(*cores)))), poll: 15 * time.Second, release: *release,
			registry: *registry, link: 100, open: 50 * time.Millisecond}
		half, all := f.model()
		simHalf, simAll := f.simulate(21)
		fmt.Printf("| %.0f | %.1f | %d | %.1f | %.0f | %.1f s | %.1f s | %.1f s | %.1f s |\n", rate, processors, f.replicas,
			float64(f.replicas)/f.poll.Seconds(),
			float64(f.replicas)*f.release, half.Seconds(), all.Seconds(), simHalf.Seconds(), simAll.Seconds())
	}
}

// model returns the time until a release has reached half and all of the replicas. Replicas notice a release evenly
// over one poll interval, the last after 1.1 intervals. If they request more than the registry can send, requests
// queue; the last replica is served when the queue is empty: not before everything is sent, and not before it has
// noticed the release.
func (f fleet) model() (half, all time.Duration) {
	one := seconds(max(f.release/f.link, f.release/f.registry))
	send := float64(f.replicas) * f.release / f.registry // seconds to send it to all replicas
	poll := f.poll.Seconds()
	// The last of n evenly spread checks is at n/(n+1) of the interval; jitter stretches it.
	last := poll * (1 + jitter*float64(f.replicas-1)/float64(f.replicas+1)) * float64(f.replicas) / float64(f.replicas+1)
	return seconds(max(poll/2, send/2)) + one + f.open, seconds(max(last, send)) + one + f.open
}

// jitter is the relative variation of the poll interval.
const jitter = 0.1

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// simulate simulates releases and returns the median times until half and all of the replicas serve one.
func (f fleet) simulate(rounds int) (half, all time.Duration) {
	var halves, alls []time.Duration
	random := rand.New(rand.NewPCG(uint64(f.replicas), 1)) //nolint:gosec // a simulation
	for range rounds {
		reached := f.play(random)
		halves = append(halves, reached[(len(reached)-1)/2])
		alls = append(alls, reached[len(reached)-1])
	}
	slices.Sort(halves)
	slices.Sort(alls)
	return halves[rounds/2], alls[rounds/2]
}

// play returns, sorted, when each replica serves a release published at time 0. The registry sends to one replica at a
// time.
func (f fleet) play(random *rand.Rand) []time.Duration {
	looks := make([]float64, f.replicas)
	for i := range looks {
		// A random moment within an interval that varies by up to a tenth. Longer intervals are more likely to be hit.
		var interval float64
		for {
			interval = f.poll.Seconds() * (1 - jitter + 2*jitter*random.Float64())
			if random.Float64()*(1+jitter)*f.poll.Seconds() < interval {
				break
			}
		}
		looks[i] = random.Float64() * interval
	}
	slices.SortFunc(looks, cmp.Compare)
	reached := make([]time.Duration, f.replicas)
	free := 0.0 // when the registry is idle again
	for i, look := range looks {
		begin := max(look, free)
		free = begin + f.release/f.registry
		reached[i] = seconds(max(free, begin+f.release/f.link)) + f.open
	}
	slices.Sort(reached)
	return reached
}
