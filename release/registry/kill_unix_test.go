//go:build unix

package registry_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// Environment of the child processes of tests, which run one step on an image layout.
const (
	childStep  = "COMPENDIUM_TEST_STEP"  // publish, promote or rollback
	childDir   = "COMPENDIUM_TEST_DIR"   // the image layout
	childKey   = "COMPENDIUM_TEST_KEY"   // the file of the key
	childText  = "COMPENDIUM_TEST_TEXT"  // what is published
	childLimit = "COMPENDIUM_TEST_LIMIT" // bytes that a file may have, as if the disk were full
)

// kills is how many times TestKilledPublishers kills. bench/kills kills more often than CI.
var kills = flag.Int("kills", 60, "how many publishers to kill")

func TestMain(m *testing.M) {
	if step := os.Getenv(childStep); step != "" {
		if err := runStep(step); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func runStep(step string) error {
	text, err := os.ReadFile(os.Getenv(childKey))
	if err != nil {
		return err
	}
	key, err := signing.ParseKey(text)
	if err != nil {
		return err
	}
	if limit, err := strconv.ParseUint(os.Getenv(childLimit), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	fmt.Println("begin")
	ctx := context.Background()
	at := registry.Reference{Layout: true, Repository: os.Getenv(childDir)}
	r, err := registry.Open(ctx, at, registry.Create, registry.Options{})
	if err != nil {
		return err
	}
	switch step {
	case "promote":
		_, err = r.Promote(ctx, "next", "stable", registry.PromoteOptions{})
	case "rollback":
		_, err = r.Rollback(ctx, "next", registry.RollbackOptions{Key: &key, Created: created})
	default:
		_, err = r.Publish(ctx, "next", publication(os.Getenv(childText), &key))
	}
	if err == nil {
		fmt.Println("end")
	}
	return err
}

// child runs one step in a process of its own, which is killed after a while. It reports how long the step took, and
// whether it ended before it was killed.
func child(t *testing.T, after time.Duration, env ...string) (took time.Duration, ended bool, said string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(pipe)
	if _, err := lines.ReadString('\n'); err != nil {
		t.Fatalf("the child does not begin: %v, %s", err, stderr.String())
	}
	begun := time.Now()
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	took = time.Since(begun)
	_ = cmd.Wait()
	return took, string(rest) == "end\n", stderr.String()
}

// state is where the channels of a layout lead, by number.
func state(t *testing.T, at registry.Reference, key *signing.Key) (channels map[string]int64, all []int64) {
	t.Helper()
	r := open(t, at, registry.Read)
	list, _, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	channels = make(map[string]int64)
	for _, l := range list {
		if err := r.Fetch(t.Context(), l.Entry, io.Discard); err != nil {
			t.Errorf("release %d: %v", l.Number, err)
		}
		if !slices.Equal(l.Keys, []string{key.Public().ID()}) {
			t.Errorf("release %d is signed by %v", l.Number, l.Keys)
		}
		for _, channel := range l.Channels {
			channels[channel] = l.Number
		}
		all = append(all, l.Number)
	}
	return channels, all
}

func newChild(t *testing.T) (at registry.Reference, key *signing.Key, env []string) {
	t.Helper()
	at, key = newLayout(t), newKey(t)
	text, err := key.MarshalPEM()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return at, key, []string{childDir + "=" + at.Repository, childKey + "=" + file}
}

// TestKilledPublishers kills publishers, promotions and rollbacks at random moments, most of them near the end: the
// layout is as it was before or as it is after, nothing is lost, and the next try works.
func TestKilledPublishers(t *testing.T) {
	at, key, env := newChild(t)
	publish(t, at, "next", "first", key)
	publish(t, at, "next", "second", key)
	publish(t, at, "stable", "third", key)
	const patience = time.Minute
	usual := map[string]time.Duration{}
	killed := 0
	before, all := state(t, at, key)
	for i := range *kills {
		step := []string{"publish", "promote", "publish", "rollback"}[i%4]
		args := append(slices.Clone(env), childStep+"="+step, fmt.Sprint(childText, "=text-", i))
		after := patience // the first of each kind shows how long it takes
		if whole, ok := usual[step]; ok {
			after = rand.N(whole)
			if i%4 != 0 {
				after = whole - rand.N(whole/10+1)
			}
		}
		took, ended, said := child(t, after, args...)
		if ended {
			usual[step] = took
		} else {
			killed++
		}
		if after == patience && !ended {
			t.Fatalf("%s: %s", step, said)
		}
		now, rest := state(t, at, key)
		for _, number := range all {
			if !slices.Contains(rest, number) {
				t.Fatalf("%s, killed after %s: release %d is lost", step, after, number)
			}
		}
		wanted := before["next"]
		if len(rest) > len(all) {
			wanted = rest[0]
		}
		if now["next"] != wanted || len(rest) > len(all)+1 {
			t.Fatalf("%s, killed after %s: the channels led to %v and lead to %v, releases %v", step, after, before, now, rest)
		}
		if step == "promote" && now["stable"] != before["stable"] && now["stable"] != before["next"] {
			t.Fatalf("%s, killed after %s: stable leads to %d", step, after, now["stable"])
		}
		before, all = now, rest
	}
	if killed == 0 {
		t.Error("no step was killed before it ended")
	}
	t.Logf("%d of %d were killed before they ended", killed, *kills)
	publish(t, at, "stable", "last", key)
	if text := fetch(t, at, "stable"); text != "last" {
		t.Errorf("got %q, want last", text)
	}
	entries, err := os.ReadDir(at.Repository)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{"blobs", "index.json", "oci-layout", "ingest", ".compendium.lock"}, e.Name()) {
			t.Errorf("%s is left", e.Name())
		}
	}
}

// TestFullDisk limits the size of files, so that one write after the other fails: the layout stays as it was, and the
// next try works.
func TestFullDisk(t *testing.T) {
	at, key, env := newChild(t)
	publish(t, at, "next", "first", key)
	publish(t, at, "next", "second", key)
	index, err := os.Stat(filepath.Join(at.Repository, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	for i, limit := range []int64{0, 500, index.Size(), index.Size() + 100} {
		for _, step := range []string{"publish", "promote", "rollback"} {
			before, all := state(t, at, key)
			_, ended, said := child(t, time.Minute, append(env, childStep+"="+step, fmt.Sprint(childLimit, "=", limit),
				fmt.Sprint(childText, "=text-", i))...)
			if ended && step == "publish" || !ended && !strings.Contains(said, "file too large") {
				t.Errorf("%s with files of at most %d bytes: ended %t, %s", step, limit, ended, said)
			}
			if now, rest := state(t, at, key); !ended && (!slices.Equal(rest, all) || now["next"] != before["next"]) {
				t.Errorf("%s with files of at most %d bytes: the channels lead to %v, %v", step, limit, now, rest)
			}
		}
	}
	if e := publish(t, at, "next", "last", key); e.Number != 3 {
		t.Errorf("the next release is %d, want 3", e.Number)
	}
}
