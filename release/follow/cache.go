package follow

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/opencompendium/compendium/release/disk"
)

// Names in the directory of a cache. Each release has a directory of its own, named by its digest, which a rename puts
// in place. Until then it is called incoming-….
const (
	fileName        = "compendium.release"
	descriptionName = "description.json"
	lastGoodName    = "last-good.json"
	lockName        = "lock"
	incomingPrefix  = "incoming-"
	releasePrefix   = "sha256-"
)

// cache keeps the releases that were served, each with its description.
type cache struct{ dir string }

// pointer names the release that was served last. It outlives the release, so that no older one is taken after a
// restart.
type pointer struct {
	Digest  string `json:"digest"`
	Number  int64  `json:"number"`
	Records int64  `json:"records"`
	Bytes   int64  `json:"bytes"`
}

// newCache returns the cache of a reference below a directory. Each reference has a cache of its own, so that the last
// good release of one never replaces that of another.
func newCache(below, reference string) cache {
	sum := sha256.Sum256([]byte(reference))
	readable := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, reference)
	const longest = 80
	return cache{dir: filepath.Join(below, readable[max(0, len(readable)-longest):]+"-"+hex.EncodeToString(sum[:4]))}
}

// staged is a release that was fetched and is not served yet.
type staged struct {
	dir string
	description
}

func (s *staged) path() string { return filepath.Join(s.dir, fileName) }

// fetch writes the file of an offer, of at most maxBytes, to a new directory, and verifies its digest on the way.
func (c cache) fetch(ctx context.Context, o *offer, patience time.Duration, maxBytes int64) (_ *staged, err error) {
	if err := os.MkdirAll(c.dir, 0o750); err != nil {
		return nil, refuse(ReasonCache, "make the cache: %w; name another directory with COMPENDIUM_CACHE_DIR", err)
	}
	dir, err := os.MkdirTemp(c.dir, incomingPrefix)
	if err != nil {
		return nil, refuse(ReasonCache, "write to the cache: %w; name another directory with COMPENDIUM_CACHE_DIR", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	c.removeAbandoned(dir)
	s := &staged{dir: dir, description: o.description}
	sum, size := sha256.New(), int64(0)
	var transferred error
	err = disk.Create(s.path(), func(file io.Writer) error {
		transferred = watched(ctx, patience,
			io.MultiWriter(counter{&size, o.entry.FileBytes, maxBytes}, diskWriter{file}, sum), o.fetch)
		return transferred
	})
	switch {
	case transferred != nil:
		return nil, reasoned(err)
	case err != nil:
		return nil, refuse(ReasonCache, "write to the cache: %w", err)
	}
	digest := "sha256:" + hex.EncodeToString(sum.Sum(nil))
	if o.entry.FileDigest != "" && o.entry.FileDigest != digest {
		return nil, refuse(ReasonAltered, "the file has the digest %s, and was published with %s", digest, o.entry.FileDigest)
	}
	if s.Manifest == nil && len(s.Signatures) == 0 {
		s.File = digest
		o.entry.Digest, o.entry.FileDigest = digest, digest
	}
	return s, replaceJSON(dir, descriptionName, s.description)
}

// keep moves a release that is served to its place, together with its description, and points the cache to it. Other
// processes may share the cache: one that is behind does not point it back to a lower number, unless allowOlder is set.
func (c cache) keep(s *staged, p pointer, allowOlder bool) error {
	if place := c.place(s.entry.Digest); s.dir == place {
		if err := replaceJSON(place, descriptionName, s.description); err != nil {
			return err
		}
	} else if err := c.move(s, place); err != nil {
		return refuse(ReasonCache, "keep the release: %w", err)
	}
	if last := c.lastGood(); last != nil && last.Number > p.Number && !allowOlder {
		return nil
	}
	return replaceJSON(c.dir, lastGoodName, p)
}

// move moves a release to its place, unless another process has put it there already.
func (c cache) move(s *staged, place string) error {
	there := &staged{dir: place, description: s.description}
	if regular(there.path()) == nil && there.verify() == nil {
		return errors.Join(os.RemoveAll(s.dir), replaceJSON(place, descriptionName, s.description))
	}
	return errors.Join(os.RemoveAll(place), disk.Sync(s.dir), os.Rename(s.dir, place), disk.Sync(c.dir))
}

// lock keeps other processes from changing the cache.
func (c cache) lock(ctx context.Context) (unlock func(), err error) {
	unlock, err = disk.Lock(ctx, filepath.Join(c.dir, lockName))
	if err != nil {
		return nil, refuse(ReasonCache, "lock the cache: %w", err)
	}
	return unlock, nil
}

func (c cache) place(digest string) string {
	return filepath.Join(c.dir, strings.ReplaceAll(digest, ":", "-"))
}

// activated returns when a release was activated last, by the clock of the disk. It returns the zero time if none was.
func (c cache) activated() time.Time {
	info, err := os.Stat(filepath.Join(c.dir, lastGoodName))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// lastGood returns the release that was served last, or nil.
func (c cache) lastGood() *pointer {
	text, err := readSmall(filepath.Join(c.dir, lastGoodName))
	if err != nil {
		return nil
	}
	var p pointer
	if json.Unmarshal(text, &p) != nil || !strings.HasPrefix(p.Digest, "sha256:") {
		return nil
	}
	return &p
}

// kept returns the releases of the cache whose descriptions can be read: the one that was served last, then the others,
// newest first.
func (c cache) kept(read func(*description) error) []*staged {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return nil
	}
	var list []*staged
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), releasePrefix) {
			continue
		}
		s := &staged{dir: filepath.Join(c.dir, e.Name())}
		text, err := readSmall(filepath.Join(s.dir, descriptionName))
		if err != nil || regular(s.path()) != nil || json.Unmarshal(text, &s.description) != nil ||
			read(&s.description) != nil ||
			c.place(s.entry.Digest) != s.dir {
			continue
		}
		list = append(list, s)
	}
	last := ""
	if p := c.lastGood(); p != nil {
		last = p.Digest
	}
	slices.SortStableFunc(list, func(a, b *staged) int {
		if (a.entry.Digest == last) != (b.entry.Digest == last) {
			if a.entry.Digest == last {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.entry.Number, a.entry.Number)
	})
	return list
}

// prune removes the oldest releases until at most maxN releases of at most maxBytes are left. It never removes the
// release that is served.
func (c cache) prune(list []*staged, maxN int, maxBytes int64) error {
	var errs []error
	keep := map[string]bool{}
	bytes := int64(0)
	for i, s := range list {
		info, err := os.Stat(s.path())
		if err != nil {
			continue
		}
		if bytes += info.Size(); i == 0 || i < maxN && bytes <= maxBytes {
			keep[filepath.Base(s.dir)] = true
		}
	}
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return refuse(ReasonCache, "clear the cache: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), releasePrefix) && !keep[e.Name()] {
			errs = append(errs, os.RemoveAll(filepath.Join(c.dir, e.Name())))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return refuse(ReasonCache, "clear the cache: %w", err)
	}
	return nil
}

// incoming reports whether a name is that of a transfer, or of a file that is not in place yet.
func incoming(name string) bool {
	return strings.HasPrefix(name, incomingPrefix) || strings.HasPrefix(name, disk.TemporaryPrefix)
}

// removeAbandoned removes what killed processes left: the transfers to which nothing was written for long when the
// directory of a new one was made. Others may still run, of processes that share the cache. It comes before a transfer
// and not after, so that leftovers which fill the disk do not keep the next one from succeeding.
func (c cache) removeAbandoned(fresh string) {
	const long = 10 * time.Minute
	now, err := os.Stat(fresh)
	if err != nil {
		return
	}
	entries, _ := os.ReadDir(c.dir) // what cannot be removed fails no transfer
	for _, e := range entries {
		path := filepath.Join(c.dir, e.Name())
		info, err := os.Lstat(filepath.Join(path, fileName)) // writing to it does not change the time of its directory
		if err != nil {
			info, err = os.Lstat(path)
		}
		if incoming(e.Name()) && err == nil && now.ModTime().Sub(info.ModTime()) > long {
			_ = os.RemoveAll(path)
		}
	}
}

// verify compares the digest of the file of a kept release.
func (s *staged) verify() error {
	file, err := os.Open(s.path())
	if err != nil {
		return refuse(ReasonCache, "open the kept release: %w", err)
	}
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	if err := errors.Join(err, file.Close()); err != nil {
		return refuse(ReasonCache, "read the kept release: %w", err)
	}
	if digest := "sha256:" + hex.EncodeToString(sum.Sum(nil)); digest != s.entry.FileDigest {
		return refuse(ReasonAltered, "the kept release %s has the digest %s, and was published with %s", s.path(), digest,
			s.entry.FileDigest)
	}
	return nil
}
