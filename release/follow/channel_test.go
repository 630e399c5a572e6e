package follow_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

// newFile builds a release file of a number of conditions. A word identifies its content.
func newFile(t *testing.T, word string, conditions int) []byte {
	t.Helper()
	b := file.NewBuilder("2026-06-01", nil)
	for i := range conditions {
		name := fmt.Sprintf("conditions/c%03d", i)
		if err := b.Add(catalog.Conditions, name, &compendiumv1.Condition{Name: name, DisplayName: word}); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Build(registrytest.Digest([]byte(word)), file.Provenance{ToolVersion: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func newKey(t *testing.T) *signing.Key {
	t.Helper()
	key, err := signing.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return &key
}

// channel is a channel of releases with a follower's settings.
type channel struct {
	t         *testing.T
	reference registry.Reference
	key       *signing.Key
	options   follow.Options
}

// newChannel returns a channel whose followers accept its key.
func newChannel(t *testing.T, at registry.Reference) *channel {
	t.Helper()
	key := newKey(t)
	at.Tag = "stable"
	return &channel{t: t, reference: at, key: key, options: follow.Options{
		Keys: []signing.PublicKey{key.Public()}, MaxShrink: 20, Cache: t.TempDir(), Keep: 3, KeepBytes: 1 << 30,
		Registry: registry.Options{NoRetries: true}, Timeout: 2 * time.Second,
	}}
}

func onRegistry(t *testing.T) (*channel, *registrytest.Registry) {
	t.Helper()
	server := registrytest.Start(t, &registrytest.Registry{})
	return newChannel(t, registry.Reference{Repository: server.Host() + "/compendium"}), server
}

func onLayout(t *testing.T) *channel {
	t.Helper()
	return newChannel(t, registry.Reference{Layout: true, Repository: filepath.Join(t.TempDir(), "releases")})
}

func (c *channel) publishAs(name string, data []byte, key *signing.Key) *registry.Entry {
	c.t.Helper()
	r, err := registry.Open(c.t.Context(), c.reference, registry.Create, registry.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	m, err := file.Open(data)
	if err != nil {
		c.t.Fatal(err)
	}
	e, err := r.Publish(
		c.t.Context(),
		c.reference.Tag,
		registry.Publication{Name: name, File: data, Info: m.Info(), Key: key, Unsigned: key == nil},
	)
	if err != nil {
		c.t.Fatal(err)
	}
	return e
}

func (c *channel) publish(word string, conditions int) *registry.Entry {
	c.t.Helper()
	return c.publishAs("compendium", newFile(c.t, word, conditions), c.key)
}

func (c *channel) follower() *follow.Follower {
	c.t.Helper()
	f, err := follow.New(c.reference.String(), c.options)
	if err != nil {
		c.t.Fatal(err)
	}
	return f
}

// TestLayoutsOfTwoDirectoriesShareNoCache follows two layouts of the same relative path, from different working
// directories: the second has a lower number, and none of the first's releases.
func TestLayoutsOfTwoDirectoriesShareNoCache(t *testing.T) {
	c := newChannel(t, registry.Reference{Layout: true, Repository: "releases"})
	t.Chdir(t.TempDir())
	c.publish("one", 10)
	c.publish("two", 10)
	if got := activate(t, c.follower()); got != "two" {
		t.Fatalf("got %q, want two", got)
	}
	t.Chdir(t.TempDir())
	c.publish("other", 10)
	if got := activate(t, c.follower()); got != "other" {
		t.Errorf("got %q, want other", got)
	}
}

// activate loads the release that the channel leads to, activates it and returns its word.
func activate(t *testing.T, f *follow.Follower) string {
	t.Helper()
	r, err := f.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Activated(t.Context()); err != nil {
		t.Fatal(err)
	}
	return word(t, r)
}

// word returns the word of a release, and closes it.
func word(t *testing.T, r *release.Release) string {
	t.Helper()
	defer r.File.Close()
	var c compendiumv1.Condition
	if err := proto.Unmarshal(r.File.Table(catalog.Conditions).Record(0), &c); err != nil {
		t.Fatal(err)
	}
	return c.DisplayName
}

// refused returns the reason why the newest release is refused. It fails if the cache has a trace of that release.
func refused(t *testing.T, f *follow.Follower, cache string) string {
	t.Helper()
	before := files(t, cache)
	r, err := f.Load(t.Context())
	if err == nil {
		r.File.Close()
		return "taken"
	}
	if after := files(t, cache); after != before {
		t.Errorf("the cache held\n%s\nand after a refusal\n%s", before, after)
	}
	var why *follow.Error
	if !errors.As(err, &why) {
		t.Fatalf("the error has no reason: %v", err)
	}
	return why.Reason
}

func files(t *testing.T, dir string) string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, "\n")
}

// TestNumberThatTheRepositoryLost deletes what was served from the repository, as retention does, so that the next
// release gets its number again. The refusal says how to go on, and that works.
func TestNumberThatTheRepositoryLost(t *testing.T) {
	c, server := onRegistry(t)
	f := c.follower()
	c.publish("one", 10)
	var lost []*registry.Entry
	for _, word := range []string{"two", "three"} {
		lost = append(lost, c.publish(word, 10))
		activate(t, f)
	}
	for _, e := range lost {
		tag := strings.TrimSuffix(e.SignatureTag(), ".sig")
		for _, tag := range []string{tag, e.SignatureTag(), "stable." + tag} {
			server.Untag("compendium", tag)
		}
	}
	server.Untag("compendium", "stable")
	if e := c.publish("other", 10); e.Number != 2 {
		t.Fatalf("got release %d, want 2: the repository has lost 2 and 3", e.Number)
	}
	_, err := f.Load(t.Context())
	if err == nil || !strings.Contains(err.Error(), "publish it again with `compendium publish --after 3`") {
		t.Fatalf("got %v, want how to publish it again", err)
	}
	r, err := registry.Open(t.Context(), c.reference, registry.Write, registry.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data := newFile(t, "other", 10)
	m, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	p := registry.Publication{Name: "compendium", File: data, Info: m.Info(), After: 3, Key: c.key}
	if _, err := r.Publish(t.Context(), "stable", p); err != nil {
		t.Fatal(err)
	}
	if got := activate(t, f); got != "other" {
		t.Errorf("got %q, want other", got)
	}
}

// TestLostFileIsNotFound follows a registry that answers and has lost the file of the release. Publishing it again
// restores it.
func TestLostFileIsNotFound(t *testing.T) {
	c, server := onRegistry(t)
	e := c.publish("one", 10)
	q, err := http.NewRequestWithContext(t.Context(), http.MethodDelete,
		"http://"+server.Host()+"/v2/compendium/blobs/"+e.FileDigest, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusAccepted {
		t.Fatalf("delete the file: %s, %v", answer.Status, err)
	}
	f := c.follower()
	if got := refused(t, f, c.options.Cache); got != follow.ReasonNotFound {
		t.Errorf("got %s, want %s", got, follow.ReasonNotFound)
	}
	c.publish("one", 10)
	if got := activate(t, f); got != "one" {
		t.Errorf("got %q, want one", got)
	}
}

// TestMissingSignatureIsNamed follows a copy that has the release and not its signature.
func TestMissingSignatureIsNamed(t *testing.T) {
	c, server := onRegistry(t)
	e := c.publish("one", 10)
	server.Untag("compendium", e.SignatureTag())
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
			if strings.Contains(q.URL.Path, "/referrers/") {
				w.WriteHeader(http.StatusNotFound)
				return true
			}
			return false
		}
	})
	_, err := c.follower().Load(t.Context())
	var why *follow.Error
	if !errors.As(err, &why) || why.Reason != follow.ReasonUnsigned {
		t.Fatalf("got %v, want the reason %s", err, follow.ReasonUnsigned)
	}
	for _, want := range []string{c.key.Public().ID(), e.SignatureTag(), "oras cp -r"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}
