// Command scale says how many replicas serve a rate of calls, what they ask of a registry, and how long a release takes to reach them: by
// the model of docs/scale.md, and by a simulation that the model is checked against.
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

// fleet is replicas that follow a registry.
type fleet struct {
	// replicas is how many there are.
	replicas int
	// poll is how often each looks, give or take a tenth.
	poll time.Duration
	// release is the size of a release, registry what the registry sends in a second to all together, link what one replica takes in.
	release, registry, link float64 // MB, MB/s
	// open is how long a replica takes to verify and open a release.
	open time.Duration
}

func main() {
	cpu := flag.Duration("cpu", 14*time.Microsecond, "processor time of a call, as bench/serving measures it")
	release := flag.Float64("release", 1.1, "size of a release in MB")
	registry := flag.Float64("registry", 100, "what the registry sends in a second, in MB")
	cores := flag.Int("cores", 4, "processors of a replica")
	flag.Parse()
	const load = 0.6
	fmt.Printf("a call takes %v of a processor, a replica has %d processors at %.0f %% load\n\n", *cpu, *cores, 100*load)
	fmt.Println("| calls/s | processors | replicas | checks/s at the registry | MB sent per release | reaches half | reaches all | simulated half | simulated all |")
	fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, rate := range []float64{1e4, 1e6, 1e8} {
		processors := rate * cpu.Seconds() / load
		f := fleet{replicas: max(3, int(math.Ceil(processors/float64(*cores)))), poll: 15 * time.Second, release: *release, registry: *registry, link: 100, open: 50 * time.Millisecond}
		half, all := f.model()
		simHalf, simAll := f.simulate(21)
		fmt.Printf("| %.0f | %.1f | %d | %.1f | %.0f | %.1f s | %.1f s | %.1f s | %.1f s |\n", rate, processors, f.replicas, float64(f.replicas)/f.poll.Seconds(),
			float64(f.replicas)*f.release, half.Seconds(), all.Seconds(), simHalf.Seconds(), simAll.Seconds())
	}
}

// model gives how long a release takes to reach half of the replicas, and all of them. Replicas notice it evenly over one interval of
// looking, the last after 1.1 of it. Where they ask for more than the registry sends, what is asked for waits in a line; the last is
// served when the line is empty: not before all is sent, and not before the last has noticed.
func (f fleet) model() (half, all time.Duration) {
	one := seconds(max(f.release/f.link, f.release/f.registry))
	send := float64(f.replicas) * f.release / f.registry // seconds to send it to all
	poll := f.poll.Seconds()
	// The last of n even looks comes behind n/(n+1) of the interval, and the jitter stretches it.
	last := poll * (1 + jitter*float64(f.replicas-1)/float64(f.replicas+1)) * float64(f.replicas) / float64(f.replicas+1)
	return seconds(max(poll/2, send/2)) + one + f.open, seconds(max(last, send)) + one + f.open
}

// jitter is by how much the interval of looking varies.
const jitter = 0.1

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// simulate plays releases and gives the medians of the times until half of the replicas, and all, serve one.
func (f fleet) simulate(rounds int) (half, all time.Duration) {
	var halves, alls []time.Duration
	random := rand.New(rand.NewPCG(uint64(f.replicas), 1)) //nolint:gosec // it plays
	for range rounds {
		reached := f.play(random)
		halves = append(halves, reached[(len(reached)-1)/2])
		alls = append(alls, reached[len(reached)-1])
	}
	slices.Sort(halves)
	slices.Sort(alls)
	return halves[rounds/2], alls[rounds/2]
}

// play gives when each replica serves a release that is published at a moment, sorted. The registry sends to one after the other.
func (f fleet) play(random *rand.Rand) []time.Duration {
	looks := make([]float64, f.replicas)
	for i := range looks {
		// Somewhere within an interval that is longer or shorter by up to a tenth. A longer one is more likely to be met.
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
	free := 0.0 // when the registry has nothing left to send
	for i, look := range looks {
		begin := max(look, free)
		free = begin + f.release/f.registry
		reached[i] = seconds(max(free, begin+f.release/f.link)) + f.open
	}
	slices.Sort(reached)
	return reached
}
