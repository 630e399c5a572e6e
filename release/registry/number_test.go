package registry_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
)

// TestPublisherInBetween has a second publisher publish in between each two requests of the first.
func TestPublisherInBetween(t *testing.T) {
	lost, behind, unaware := 0, 0, 0
	for k := 0; ; k++ {
		server := registrytest.Start(t, &registrytest.Registry{})
		at := registry.Reference{Repository: server.Host() + "/compendium"}
		publish(t, at, "stable", "zero", newKey(t))
		var second *registry.Entry
		var requests atomic.Int64
		server.Do(func(r *registrytest.Registry) {
			r.Fault = func(http.ResponseWriter, *http.Request) bool {
				if requests.Add(1) == int64(k)+1 {
					second = publish(t, at, "stable", "two", newKey(t))
				}
				return false
			}
		})
		first := publish(t, at, "stable", "one", newKey(t))
		server.Do(func(r *registrytest.Registry) { r.Fault = nil })
		if second == nil {
			break
		}
		lost += len(first.Lost)
		switch {
		case first.Behind > 0:
			behind++
		case first.Number < second.Number:
			unaware++
		}
		checkPublished(t, at, fmt.Sprintf("before request %d", k), first, second)
	}
	if lost == 0 || behind == 0 {
		t.Errorf("a number was lost %d times, and the channel was ahead %d times; want both", lost, behind)
	}
	// At last the first asks where the channel leads, which takes two requests.
	const most = 2
	if unaware > most {
		t.Errorf("the channel was ahead, and the first was not told, %d times", unaware)
	}
}

// TestPromoteBesideAPublisher has a publisher publish in between each two requests of a promotion to the same channel.
// The channel must not go back, or servers would refuse what it leads to.
func TestPromoteBesideAPublisher(t *testing.T) {
	told := 0
	for k := 0; ; k++ {
		server := registrytest.Start(t, &registrytest.Registry{})
		at := registry.Reference{Repository: server.Host() + "/compendium"}
		publish(t, at, "stable", "zero", nil)
		publish(t, at, "next", "one", nil)
		// A channel that was moved back on purpose moves on from there.
		publish(t, at, "stable", "two", nil)
		back := registry.PromoteOptions{AllowOlder: true}
		if _, err := open(t, at, registry.Write).Promote(t.Context(), "r1", "stable", back); err != nil {
			t.Fatal(err)
		}
		var published *registry.Entry
		var requests atomic.Int64
		server.Do(func(r *registrytest.Registry) {
			r.Fault = func(http.ResponseWriter, *http.Request) bool {
				if requests.Add(1) == int64(k)+1 {
					published = publish(t, at, "stable", "three", nil)
				}
				return false
			}
		})
		e, err := promote(t, at, "next", "stable")
		server.Do(func(r *registrytest.Registry) { r.Fault = nil })
		now, getErr := open(t, at, registry.Read).Get(t.Context(), "stable")
		if getErr != nil {
			t.Fatal(getErr)
		}
		if published == nil {
			if err != nil || e.Number != 2 || now.Number != 2 || e.Behind != 0 {
				t.Errorf("on its own: release %v, %v, and the channel leads to %d", e, err, now.Number)
			}
			break
		}
		if now.Number != published.Number {
			t.Errorf("before request %d: the channel leads to release %d, and %d was published", k, now.Number, published.Number)
		}
		if errors.Is(err, registry.ErrOlder) || err == nil && e.Behind == published.Number {
			told++
		} else if err != nil {
			t.Errorf("before request %d: %v", k, err)
		}
	}
	if told == 0 {
		t.Error("no promotion was told that the channel is ahead")
	}
}

// TestGivesWay has another release of the same number appear while one is published, which gives way to it or not.
func TestGivesWay(t *testing.T) {
	key := newKey(t)
	tests := []struct {
		name  string
		lower bool   // the digest of the other is the lower one
		tag   string // what else leads to the other
		lost  int
	}{
		{"a lower digest", true, "", 1},
		{"a higher digest", false, "", 0},
		{"a higher digest that a channel led to", false, "stable.", 1},
		{"a higher digest that a channel leads to", false, "next", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := registrytest.Start(t, &registrytest.Registry{})
			at := registry.Reference{Repository: server.Host() + "/compendium"}
			publish(t, at, "stable", "zero", key)
			// What will be published has the same digest in a copy of the repository.
			dry := registry.Reference{Repository: server.Host() + "/dry"}
			publish(t, dry, "stable", "zero", key)
			own := publish(t, dry, "stable", "one", key)
			var other *registry.Entry
			for i := 0; other == nil || other.Digest < own.Digest != tt.lower; i++ {
				other = publish(t, at, "elsewhere", fmt.Sprint("two-", i), key)
				for _, tag := range []string{
					releaseTag(other), other.SignatureTag(), "elsewhere." + releaseTag(other), "elsewhere",
				} {
					server.Untag("compendium", tag)
				}
			}
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(_ http.ResponseWriter, q *http.Request) bool {
					if q.Method == http.MethodPut && strings.HasSuffix(q.URL.Path, "/"+releaseTag(own)) {
						server.Point("compendium", releaseTag(other), other.Digest)
						switch tt.tag {
						case "":
						case "stable.":
							server.Point("compendium", tt.tag+releaseTag(other), other.Digest)
						default:
							server.Point("compendium", tt.tag, other.Digest)
						}
					}
					return false
				}
			})
			e := publish(t, at, "stable", "one", key)
			if len(e.Lost) != tt.lost || e.Number != int64(2+tt.lost) {
				t.Errorf("it is release %d and lost %v, want release %d", e.Number, e.Lost, 2+tt.lost)
			}
		})
	}
}

// checkPublished checks what publishers were told against what is in the repository.
func checkPublished(t *testing.T, at registry.Reference, when string, published ...*registry.Entry) {
	t.Helper()
	r := open(t, at, registry.Read)
	list, _, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	newest := slices.MaxFunc(published, func(a, b *registry.Entry) int { return int(a.Number - b.Number) })
	leads, err := r.Get(t.Context(), "stable")
	if err != nil {
		t.Fatal(err)
	}
	if leads.Digest != newest.Digest {
		t.Errorf("%s: stable leads to release %d (%s), want %d (%s)", when, leads.Number, leads.Version, newest.Number,
			newest.Version)
	}
	numbers := make(map[int64]string)
	for _, e := range published {
		if other := numbers[e.Number]; other != "" {
			t.Errorf("%s: %s and %s are both told that they are release %d", when, other, e.Version, e.Number)
		}
		numbers[e.Number] = e.Version
		got, err := r.Get(t.Context(), fmt.Sprintf("r%d", e.Number))
		if err != nil || got.Digest != e.Digest {
			t.Errorf("%s: r%d is %v, %v; want %s", when, e.Number, version(got), err, e.Version)
		}
		if !slices.ContainsFunc(list, func(l registry.Listed) bool { return l.Digest == e.Digest && len(l.Keys) == 1 }) {
			t.Errorf("%s: %s is not listed, or not with its signature", when, e.Version)
		}
		if e.Behind != 0 && (e.Behind <= e.Number || e.Behind > newest.Number) {
			t.Errorf("%s: release %d is told that the channel leads to %d", when, e.Number, e.Behind)
		}
	}
}

// TestPublishersOfARegistryRace has several publishers publish to one channel at once.
func TestPublishersOfARegistryRace(t *testing.T) {
	for name, host := range map[string]func(t *testing.T) string{
		"registry with referrers": func(t *testing.T) string {
			return registrytest.Start(t, &registrytest.Registry{}).Host()
		},
		"registry of Debian": func(t *testing.T) string { return registrytest.StartDebian(t).Host },
	} {
		t.Run(name, func(t *testing.T) {
			at := registry.Reference{Repository: host(t) + "/compendium"}
			// Debian's registry refuses a manifest while another publisher uploads a blob of it, which is so only for the first.
			publish(t, at, "stable", "zero", nil)
			const publishers, each = 3, 4
			var mu sync.Mutex
			var all []*registry.Entry
			var racing sync.WaitGroup
			for p := range publishers {
				racing.Go(func() {
					key := newKey(t)
					for i := range each {
						r, err := registry.Open(t.Context(), at, registry.Create, registry.Options{})
						if err != nil {
							t.Error(err)
							return
						}
						e, err := r.Publish(t.Context(), "stable", publication(fmt.Sprintf("%d.%d", p, i), key))
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						all = append(all, e)
						mu.Unlock()
					}
				})
			}
			racing.Wait()
			if t.Failed() {
				return
			}
			checkPublished(t, at, "after the race", all...)
		})
	}
}

// releaseTag returns the tag of a release that never moves.
func releaseTag(e *registry.Entry) string { return strings.TrimSuffix(e.SignatureTag(), ".sig") }

func version(e *registry.Entry) string {
	if e == nil {
		return ""
	}
	return e.Version
}

// TestNumberUsedTwice brings a second release of the same number into a repository, as a mirror does, or a publisher
// after retention has deleted the first. Both are there, "r2" is the same one for everybody, and publishing again gives
// the other one a number of its own.
func TestNumberUsedTwice(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	key := newKey(t)
	publish(t, at, "stable", "one", key)
	first := publish(t, at, "stable", "two", key)
	for _, tag := range []string{releaseTag(first), first.SignatureTag(), "stable." + releaseTag(first), "stable"} {
		server.Untag("compendium", tag)
	}
	second := publish(t, at, "stable", "other two", key)
	if second.Number != 2 {
		t.Fatalf("got release %d, want 2: the repository does not know the first", second.Number)
	}
	server.Point("compendium", releaseTag(first), first.Digest)
	server.Point("compendium", "stable."+releaseTag(first), first.Digest)
	winner, loser := first, second
	if strings.Compare(second.Digest, first.Digest) < 0 {
		winner, loser = second, first
	}
	server.Point("compendium", "stable", loser.Digest)
	if e, err := open(t, at, registry.Read).Get(t.Context(), "r2"); err != nil || e.Digest != winner.Digest {
		t.Errorf("r2 is %v, %v; want %s", e, err, winner.Digest)
	}
	text := strings.TrimPrefix(loser.Version, "v-")
	if e := publish(t, at, "stable", text, key); e.Number != 3 {
		t.Errorf("published again it is release %d, want 3", e.Number)
	}
	if e := publish(t, at, "stable", text, key); e.Number != 3 {
		t.Errorf("published once more it is release %d, want 3", e.Number)
	}
	if got := releasesOf(t, at); len(got) != 4 {
		t.Errorf("got %q, want 4 releases", got)
	}
}

// TestPublishAfter publishes what the channel leads to again, above a number that the repository does not know.
func TestPublishAfter(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		publish(t, at, "stable", "one", nil)
		for _, want := range []int64{8, 8} {
			p := publication("one", nil)
			p.After = 7
			e, err := open(t, at, registry.Write).Publish(t.Context(), "stable", p)
			if err != nil || e.Number != want {
				t.Fatalf("after 7: %v, %v, want release %d", e, err, want)
			}
		}
		p := publication("one", nil)
		p.After = 8
		if e, err := open(t, at, registry.Write).Publish(t.Context(), "stable", p); err != nil || e.Number != 9 {
			t.Fatalf("after 8: %v, %v, want release 9", e, err)
		}
		if text := fetch(t, at, "r8"); text != "one" {
			t.Errorf("got %q, want one", text)
		}
	})
}

// TestNumbersGoOnAfterACopiedChannel has only channels, of which another one is ahead.
func TestNumbersGoOnAfterACopiedChannel(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	for _, text := range []string{"one", "two", "three"} {
		e := publish(t, at, "next", text, nil)
		tag := releaseTag(e)
		server.Untag("compendium", tag)
		server.Untag("compendium", "next."+tag)
	}
	if e := publish(t, at, "stable", "four", nil); e.Number != 4 {
		t.Errorf("release %d follows release 3", e.Number)
	}
}

// TestReleasesOfEarlierVersions has tags as earlier versions wrote them.
func TestReleasesOfEarlierVersions(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	for _, text := range []string{"one", "two"} {
		e := publish(t, at, "stable", text, nil)
		tag := releaseTag(e)
		server.Untag("compendium", tag)
		server.Untag("compendium", "stable."+tag)
		server.Point("compendium", fmt.Sprintf("r%d", e.Number), e.Digest)
		server.Point("compendium", fmt.Sprintf("stable.r%d", e.Number), e.Digest)
	}
	if e := publish(t, at, "stable", "two", nil); e.Number != 2 {
		t.Errorf("the same file is release %d, want 2", e.Number)
	}
	if e, err := rollback(t, at, "", nil); err != nil ||
		e.RollbackOf != 1 || e.Number != 3 {
		t.Errorf("rolled back to %v, %v, want release 3 of 1", e, err)
	}
}
