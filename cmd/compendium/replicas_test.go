package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/registry/registrytest"
)

// TestReplicasFollowARegistry has three replicas follow a channel while they are called all the time: they switch to
// what is published and fail no call, live on without the registry, start without it, and take nothing that is not
// rightly signed.
func TestReplicasFollowARegistry(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/team/compendium:stable"
	runHere(t, "keygen", "-o", filepath.Join(dir, "team.key"))
	runHere(t, "keygen", "-o", filepath.Join(dir, "other.key"))
	content := filepath.Join(dir, "content")
	if err := writeExample(content); err != nil {
		t.Fatal(err)
	}
	publish := func(title string, more ...string) {
		t.Helper()
		write(t, filepath.Join(content, "targets", "example.yaml"), "display_name: "+title+"\nkind: GENE\nsymbol: EXM\n")
		runHere(t, append([]string{"publish", channel, "--content", content, "--as-of", "2026-06-01"}, more...)...)
	}
	signed := []string{"--key", filepath.Join(dir, "team.key")}
	publish("First", signed...)

	replica := func(t *testing.T, cache string) compendiumv1.CatalogServiceClient {
		t.Helper()
		return start(t, "serve", "--catalog", channel, "--verify-key", filepath.Join(dir, "team.key.pub"), "--cache-dir",
			filepath.Join(dir, cache),
			"--as-of", "2026-06-01", "--catalog-poll", "20ms", "--max-staleness", "50ms", "--listen", "127.0.0.1:0")
	}
	var replicas []compendiumv1.CatalogServiceClient
	for _, cache := range []string{"a", "b", "c"} {
		replicas = append(replicas, replica(t, cache))
	}
	var calls, failures atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	callers := make(chan struct{})
	for _, client := range replicas {
		go func() {
			defer func() { callers <- struct{}{} }()
			for ctx.Err() == nil {
				if _, err := client.GetTarget(context.WithoutCancel(ctx),
					&compendiumv1.GetTargetRequest{Name: "targets/example"}); err != nil {
					failures.Add(1)
				}
				calls.Add(1)
			}
		}()
	}
	everywhere := func(what string, holds func(*compendiumv1.Catalog) bool) {
		t.Helper()
		for i, client := range replicas {
			s := await(t, client, holds)
			t.Logf("%s: replica %d serves release %d, %s %s", what, i, s.ReleaseNumber, s.LoadState, s.RefusalReason)
		}
	}
	current := func(number int64) func(*compendiumv1.Catalog) bool {
		return func(s *compendiumv1.Catalog) bool {
			return s.ReleaseNumber == number && s.LoadState == compendiumv1.Catalog_CURRENT
		}
	}
	refused := func(number int64, reason string) func(*compendiumv1.Catalog) bool {
		return func(s *compendiumv1.Catalog) bool {
			return s.ReleaseNumber == number && s.LoadState == compendiumv1.Catalog_LAST_GOOD && s.RefusalReason == reason
		}
	}

	everywhere("at first", current(1))
	publish("Second", signed...)
	everywhere("published", current(2))
	publish("Third", "--unsigned")
	everywhere("unsigned", refused(2, "unsigned"))
	// What was not signed at first is taken once it is, under the same digest.
	publish("Third", signed...)
	everywhere("signed later", current(3))
	publish("Fourth", "--key", filepath.Join(dir, "other.key"))
	everywhere("signed by a foreign key", refused(3, "bad_signature"))
	if s := state(t, replicas[0]); !strings.HasPrefix(s.RefusedDigest, "sha256:") || s.RefusedDigest == s.Digest {
		t.Errorf("the refused digest is %q", s.RefusedDigest)
	}
	runHere(t, append([]string{"rollback", strings.TrimSuffix(channel, ":stable"), "stable", "--to", "2"}, signed...)...)
	everywhere("rolled back", current(5))

	server.Stop()
	everywhere("without the registry", refused(5, "unreachable"))
	before := state(t, replicas[0])
	again := replica(t, "a")
	s := await(t, again, func(s *compendiumv1.Catalog) bool { return refused(5, "unreachable")(s) && !s.Health["fresh"] })
	if !s.Health["ready"] {
		t.Errorf("a replica that starts without the registry says of its health %v", s.Health)
	}
	if s.CheckTime == nil || s.ActivateTime == nil || s.AgeSeconds < 0 {
		t.Errorf("a replica that starts without the registry does not say how old its release is: %v", s)
	}
	await(t, again, func(s *compendiumv1.Catalog) bool {
		return len(s.RetainedVersions) > 1 && slices.Equal(s.RetainedVersions[:2], before.RetainedVersions[:2])
	})
	changes, err := again.ListChanges(t.Context(),
		&compendiumv1.ListChangesRequest{FromVersion: before.RetainedVersions[1]})
	if err != nil || len(changes.Changes) != 1 {
		t.Errorf("after a restart the changes since %s are %v, %v", before.RetainedVersions[1], changes, err)
	}
	target, err := again.GetTarget(t.Context(), &compendiumv1.GetTargetRequest{Name: "targets/example"})
	if err != nil || target.DisplayName != "Second" {
		t.Errorf("a replica that starts without the registry gives %v, %v", target, err)
	}
	stop()
	for range replicas {
		<-callers
	}
	if failures.Load() > 0 || calls.Load() == 0 {
		t.Errorf("%d of %d calls failed", failures.Load(), calls.Load())
	}
}

// TestDayTurnsWithoutARegistry derives label statuses for the new day while the registry is down.
func TestDayTurnsWithoutARegistry(t *testing.T) {
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/compendium:stable"
	content := filepath.Join(dir, "content")
	if err := writeExample(content); err != nil {
		t.Fatal(err)
	}
	var now atomic.Pointer[time.Time]
	set := func(day string) {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		now.Store(&at)
	}
	set("2026-06-01")
	runHere(t, "publish", channel, "--content", content, "--as-of", "2026-06-01")
	client := startAt(t, func() time.Time { return *now.Load() }, "serve", "--catalog", channel, "--cache-dir",
		filepath.Join(dir, "cache"), "--catalog-poll", "10ms",
		"--listen", "127.0.0.1:0")
	if s := state(t, client); s.AsOf != "2026-06-01" {
		t.Fatalf("it serves as of %s", s.AsOf)
	}
	server.Stop()
	before := await(t, client, func(s *compendiumv1.Catalog) bool { return s.RefusalReason == "unreachable" })
	set("2026-06-02")
	after := await(t, client, func(s *compendiumv1.Catalog) bool { return s.AsOf == "2026-06-02" })
	if after.RefusalReason != "unreachable" || after.ReleaseNumber != 1 ||
		!proto.Equal(after.CheckTime, before.CheckTime) {
		t.Errorf("the new day changed what is known of the source: %v", after)
	}
}

// TestClockThatWasAhead starts from a cache that was written by a clock far ahead, while the registry is down: it is
// not fresh.
func TestClockThatWasAhead(t *testing.T) {
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/compendium:stable"
	content, cache := filepath.Join(dir, "content"), filepath.Join(dir, "cache")
	if err := writeExample(content); err != nil {
		t.Fatal(err)
	}
	runHere(t, "publish", channel, "--content", content, "--as-of", "2026-06-01")
	arguments := []string{"serve", "--catalog", channel, "--cache-dir", cache, "--as-of", "2026-06-01", "--catalog-poll",
		"10ms", "--max-staleness", "50ms", "--listen", "127.0.0.1:0"}
	client := start(t, arguments...)
	await(t, client, func(s *compendiumv1.Catalog) bool { return s.LoadState == compendiumv1.Catalog_CURRENT })
	server.Stop()
	kept, err := filepath.Glob(filepath.Join(cache, "*", "last-good.json"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	ahead := time.Now().AddDate(10, 0, 0)
	if err := os.Chtimes(kept[0], ahead, ahead); err != nil {
		t.Fatal(err)
	}
	s := await(t, start(t, arguments...), func(s *compendiumv1.Catalog) bool { return !s.Health["fresh"] })
	if s.AgeSeconds < 0 || s.CheckTime.AsTime().After(time.Now()) {
		t.Errorf("it says of its age %d s, checked at %s", s.AgeSeconds, s.CheckTime.AsTime())
	}
}

// runHere runs a command that has to succeed.
func runHere(t *testing.T, args ...string) {
	t.Helper()
	var said strings.Builder
	c := &command{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &said, Now: time.Now}
	if code := c.Main(t.Context(), args); code != exitClean {
		t.Fatalf("compendium %s ended with %d: %s", strings.Join(args, " "), code, said.String())
	}
}
