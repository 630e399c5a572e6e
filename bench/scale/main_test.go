package main

import (
	"math"
	"testing"
	"time"
)

// TestModel compares the model with the simulation, both where the poll interval and where the registry is the
// bottleneck.
func TestModel(t *testing.T) {
	for _, f := range []fleet{
		{replicas: 3, poll: 15 * time.Second, release: 1, registry: 100, link: 100},
		{replicas: 30, poll: 15 * time.Second, release: 1, registry: 100, link: 100},
		{replicas: 900, poll: 15 * time.Second, release: 1, registry: 100, link: 100},
		{replicas: 900, poll: 15 * time.Second, release: 20, registry: 100, link: 100},
		{replicas: 5000, poll: 15 * time.Second, release: 1, registry: 1000, link: 100},
	} {
		half, all := f.model()
		simHalf, simAll := f.simulate(201)
		for what, pair := range map[string][2]time.Duration{"half": {half, simHalf}, "all": {all, simAll}} {
			if off := math.Abs(pair[0].Seconds()/pair[1].Seconds() - 1); off > 0.15 {
				t.Errorf("%d replicas, %v MB, %s: model %v, simulation %v", f.replicas, f.release, what, pair[0], pair[1])
			}
		}
	}
}
