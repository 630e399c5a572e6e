package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/errdef"

	"github.com/opencompendium/compendium/release/disk"
)

// Files of an image layout beside those that the OCI names.
const (
	layoutLock   = ".compendium.lock" // also beside a release file
	layoutIngest = "ingest"           // oras-go writes blobs here before it moves them to their place
)

// lockPatience is how long to wait for another process that changes the same image layout.
const lockPatience = time.Minute

// ErrDamaged is wrapped where the index of an image layout cannot be read.
var ErrDamaged = errors.New("the index of the image layout is damaged")

// layout is an image layout that is open to be changed. It keeps its changes of the index in memory until save. oras-go
// would write the index in place after each of them, and a process that is killed meanwhile would leave half of it.
type layout struct {
	*oci.Store

	dir    string
	before []byte // the index as it was read
	index  ocispec.Index
	pushed []digest.Digest
}

// lockLayout locks the directory of an image layout, and removes what a killed process left there.
func lockLayout(ctx context.Context, dir string) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	if unlock, err = disk.Lock(ctx, filepath.Join(dir, layoutLock)); err != nil {
		return nil, err
	}
	if err := errors.Join(disk.Clean(dir), os.RemoveAll(filepath.Join(dir, layoutIngest))); err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// createLayout makes the directory of an empty image layout, where there is none yet.
func createLayout(ctx context.Context, dir string) error {
	const mode = 0o750
	blobs := filepath.Join(dir, ocispec.ImageBlobsDir, digest.SHA256.String())
	if err := os.MkdirAll(blobs, mode); err != nil {
		return err
	}
	unlock, err := lockLayout(ctx, dir)
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := os.Stat(filepath.Join(dir, ocispec.ImageLayoutFile)); err == nil {
		return nil // another process made it meanwhile
	}
	if _, err := os.Stat(filepath.Join(dir, ocispec.ImageIndexFile)); errors.Is(err, fs.ErrNotExist) {
		if blobs, err := os.ReadDir(blobs); err != nil || len(blobs) > 0 {
			return errors.Join(fmt.Errorf("%w: there are blobs and no index", ErrDamaged), err)
		}
		if err := writeIndex(dir, ocispec.Index{}); err != nil {
			return err
		}
	}
	return writeLayoutFile(dir)
}

const layoutFileMode = 0o644

func writeLayoutFile(dir string) error {
	text, err := json.Marshal(ocispec.ImageLayout{Version: ocispec.ImageLayoutVersion})
	if err != nil {
		return err
	}
	return disk.Replace(filepath.Join(dir, ocispec.ImageLayoutFile), text, layoutFileMode)
}

// writeIndex replaces the index of an image layout in one step.
func writeIndex(dir string, index ocispec.Index) error {
	text, err := indexText(index)
	if err != nil {
		return err
	}
	return disk.Replace(filepath.Join(dir, ocispec.ImageIndexFile), text, layoutFileMode)
}

func indexText(index ocispec.Index) ([]byte, error) {
	index.Versioned, index.MediaType = specs.Versioned{SchemaVersion: 2}, ocispec.MediaTypeImageIndex
	if index.Manifests == nil {
		index.Manifests = []ocispec.Descriptor{}
	}
	return json.Marshal(index)
}

// readIndex reads the index of an image layout. One without a list of manifests is damaged: an empty layout has an
// empty list.
func readIndex(dir string) (text []byte, index ocispec.Index, err error) {
	text, err = os.ReadFile(filepath.Join(dir, ocispec.ImageIndexFile))
	if err == nil {
		err = json.Unmarshal(text, &index)
	}
	if err == nil && index.Manifests == nil {
		err = errors.New("it has no list of manifests")
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, index, err
	case err != nil:
		return nil, index, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return text, index, nil
}

// loadLayout opens an image layout to be changed. The caller holds its lock.
func loadLayout(ctx context.Context, dir string) (l *layout, err error) {
	l = &layout{dir: dir}
	if l.before, l.index, err = readIndex(dir); err != nil {
		return nil, err
	}
	if l.Store, err = oci.NewWithContext(ctx, dir); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	l.AutoSaveIndex = false
	return l, nil
}

// Exists reports whether the layout has a blob, whole.
func (l *layout) Exists(ctx context.Context, described ocispec.Descriptor) (bool, error) {
	there, err := l.Store.Exists(ctx, described)
	if err != nil || !there {
		return false, err
	}
	return whole(ctx, l.Store, described), nil
}

// whole reports whether a blob has the size and digest that it is described with.
func whole(ctx context.Context, from content.Fetcher, described ocispec.Descriptor) bool {
	read, err := from.Fetch(ctx, described)
	if err != nil {
		return false
	}
	defer read.Close() //nolint:errcheck // it was only read
	verified := content.NewVerifyReader(read, described)
	_, err = io.Copy(io.Discard, verified)
	return err == nil && verified.Verify() == nil
}

// Push writes a blob. A damaged one, such as a crash leaves, is replaced.
func (l *layout) Push(ctx context.Context, described ocispec.Descriptor, from io.Reader) error {
	err := l.Store.Push(ctx, described, from)
	if errors.Is(err, errdef.ErrAlreadyExists) && !whole(ctx, l.Store, described) {
		if err := os.Remove(l.blob(described.Digest)); err != nil {
			return err
		}
		err = l.Store.Push(ctx, described, from)
	}
	if err == nil {
		l.pushed = append(l.pushed, described.Digest)
	}
	return err
}

func (l *layout) blob(d digest.Digest) string {
	return filepath.Join(l.dir, ocispec.ImageBlobsDir, d.Algorithm().String(), d.Encoded())
}

// Tag moves a tag to a manifest.
func (l *layout) Tag(ctx context.Context, described ocispec.Descriptor, tag string) error {
	if err := l.Store.Tag(ctx, described, tag); err != nil {
		return err
	}
	enter(&l.index, described, tag)
	return nil
}

// enter has an index lead to a manifest, by a tag or without one. What the tag led to before stays in the index.
func enter(index *ocispec.Index, described ocispec.Descriptor, tag string) {
	untagged := func(d ocispec.Descriptor) ocispec.Descriptor {
		d.Annotations = maps.Clone(d.Annotations)
		delete(d.Annotations, ocispec.AnnotationRefName)
		return d
	}
	list := slices.Clone(index.Manifests)
	for i, d := range list {
		if tag != "" && d.Annotations[ocispec.AnnotationRefName] == tag {
			list[i] = untagged(d)
		}
	}
	described = untagged(described)
	if tag != "" {
		named := map[string]string{ocispec.AnnotationRefName: tag}
		maps.Copy(named, described.Annotations)
		described.Annotations = named
	}
	list = append(list, described)
	// A manifest without a tag is there once, and only where no tag leads to it.
	known := make(map[digest.Digest]bool)
	for _, d := range list {
		known[d.Digest] = known[d.Digest] || d.Annotations[ocispec.AnnotationRefName] != ""
	}
	index.Manifests = slices.DeleteFunc(list, func(d ocispec.Descriptor) bool {
		if d.Annotations[ocispec.AnnotationRefName] != "" {
			return false
		}
		tagged := known[d.Digest]
		known[d.Digest] = true
		return tagged
	})
}

// save replaces the index in one step, after all that it leads to is on the disk. If another program has changed the
// index, the error wraps disk.ErrChanged.
func (l *layout) save() error {
	for _, d := range l.pushed {
		if err := disk.Sync(l.blob(d)); err != nil {
			return err
		}
	}
	if len(l.pushed) > 0 {
		if err := disk.Sync(filepath.Dir(l.blob(l.pushed[0]))); err != nil {
			return err
		}
	}
	text, err := indexText(l.index)
	if err != nil {
		return err
	}
	return disk.Swap(filepath.Join(l.dir, ocispec.ImageIndexFile), l.before, text, layoutFileMode)
}

// change runs a change of the repository. Of an image layout it keeps other processes out meanwhile, reads the index
// anew, and replaces it when all of the change is done: a process that is killed before leaves it as it was. If another
// program has changed the index by then, it runs the change again: other tools take no lock, and some file systems have
// none.
func (r *Repository) change(ctx context.Context, do func() error) error {
	if !r.reference.Layout {
		return do()
	}
	if _, readOnly := r.store.(readOnly); readOnly {
		return errReadOnly
	}
	dir := r.reference.Repository
	unlock, err := lockLayout(ctx, dir)
	if err != nil {
		return fmt.Errorf("change %s: %w", r.reference, err)
	}
	defer unlock()
	const tries = 8
	for try := range tries {
		if err = outOfStep(ctx, try); err != nil {
			break
		}
		var l *layout
		if l, err = loadLayout(ctx, dir); err != nil {
			return fmt.Errorf("change %s: %w", r.reference, repairable(r.reference, err))
		}
		r.store = l
		if err = do(); err != nil {
			break
		}
		if err = l.save(); err == nil {
			break
		}
		err = fmt.Errorf("change %s: %w", r.reference, err)
		if !errors.Is(err, disk.ErrChanged) {
			break
		}
	}
	if err != nil {
		// What was not written whole, as on a full disk, takes room.
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, layoutIngest)))
	}
	// What is read from now on is what is on the disk.
	fresh, loadErr := loadLayout(ctx, dir)
	if loadErr == nil {
		r.store = fresh
	}
	return errors.Join(err, loadErr)
}

// repairable adds to an error about a damaged index how to repair it.
func repairable(at Reference, err error) error {
	if err == nil || !errors.Is(err, ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w; repair it with `compendium releases --repair %s`", err, at.At(""))
}
