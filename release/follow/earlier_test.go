package follow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release/follow"
)

// TestEarlierReleases opens what was served before, damages it bit by bit, and at last all of it.
func TestEarlierReleases(t *testing.T) {
	c, _ := onRegistry(t)
	c.options.Keep = 9
	f := c.follower()
	if f.Keeps() {
		t.Error("an empty cache keeps a release")
	}
	var places []string
	for _, word := range []string{"one", "two", "three", "four"} {
		e := c.publish(word, 10)
		activate(t, f)
		kept, err := filepath.Glob(filepath.Join(c.options.Cache, "*", strings.ReplaceAll(e.Digest, ":", "-")))
		if err != nil || len(kept) != 1 {
			t.Fatalf("%v, %v", kept, err)
		}
		places = append(places, filepath.Join(kept[0], "compendium.release"))
	}
	if !f.Keeps() {
		t.Error("the cache keeps nothing")
	}
	now, _, err := f.LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer now.File.Close()
	earlier := func(before int64, maxN int) string {
		from := *now
		from.Number = before
		words := ""
		for _, r := range f.Earlier(&from, maxN) {
			words += word(t, r) + " "
		}
		return words
	}
	damage := func(place string) {
		if err := os.WriteFile(place, []byte("damaged"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		before int64
		maxN   int
		want   string
	}{{now.Number, 9, "three two one "}, {now.Number, 2, "three two "}, {now.Number, 0, ""}, {2, 9, "one "}, {1, 9, ""}} {
		if got := earlier(tt.before, tt.maxN); got != tt.want {
			t.Errorf("at most %d before %d are %q, want %q", tt.maxN, tt.before, got, tt.want)
		}
	}
	const day = date.Day("2030-01-01")
	if got, err := f.Day(); got != "" || err != nil {
		t.Errorf("without a day it is %q, %v", got, err)
	}
	c.options.AsOf = func() (date.Day, error) { return day, nil }
	if got, err := c.follower().Day(); got != day || err != nil {
		t.Errorf("the day is %q, %v, want %s", got, err, day)
	}
	derived := c.follower().Earlier(now, 9)
	if len(derived) != 3 {
		t.Errorf("%d are derived for a day, want 3", len(derived))
	}
	for _, r := range derived {
		if r.AsOf != day {
			t.Errorf("%s is as of %s, want %s", word(t, r), r.AsOf, day)
		}
		r.File.Close()
	}
	damage(places[1])
	if got := earlier(now.Number, 2); got != "three one " {
		t.Errorf("with a damaged one they are %q", got)
	}
	for _, place := range places {
		damage(place)
	}
	if _, _, err := f.LastGood(t.Context()); err == nil || !strings.Contains(err.Error(), "release 4:") {
		t.Errorf("the error is %v, want that of the release served last", err)
	}
}

// TestEarlierThanTheFirstSignedFile follows a file without a signature, and then one with a number. Which of two is the
// earlier one is only known of those that have a number.
func TestEarlierThanTheFirstSignedFile(t *testing.T) {
	address, dir, _ := website(t)
	f, err := follow.New(address, follow.Options{MaxShrink: 20, Cache: t.TempDir(), Keep: 3, KeepBytes: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	upload(t, dir, newFile(t, "one", 10))
	activate(t, f)
	two := newFile(t, "two", 10)
	upload(t, dir, two, sign(t, newKey(t), 1, two))
	activate(t, f)
	now, _, err := f.LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer now.File.Close()
	if earlier := f.Earlier(now, 9); now.Number != 1 || len(earlier) != 0 {
		t.Errorf("%d are earlier than release %d, want none", len(earlier), now.Number)
	}
}
