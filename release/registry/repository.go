package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"
	"oras.land/oras-go/v2/registry/remote/retry"
)

// Mode is what a repository is opened for.
type Mode int

// Modes of repositories. They matter for directories: what is only read may stand on a medium that cannot be written.
const (
	// Read only.
	Read Mode = iota
	// Write to what is there.
	Write
	// Create the directory, where there is none.
	Create
)

// Options are how a registry is reached.
type Options struct {
	// PlainHTTP allows http to hosts other than this machine.
	PlainHTTP bool
	// NoRetries has a request that fails fail at once, for callers with a back-off of their own.
	NoRetries bool
}

// Bounds of the lists of a registry, in pages of at most 4 MiB each.
const (
	maxReferrerPages = 16
	maxTagPages      = 1000
)

// store is what a repository is kept in.
type store interface {
	oras.Target
	content.ReadOnlyGraphStorage
	registry.TagLister
}

// Repository is where releases are kept.
type Repository struct {
	reference Reference
	store     store
}

// Open reaches for a repository. For a registry nothing is asked yet. Of a directory it sees what is there at the time: open it anew to
// see what others write.
func Open(ctx context.Context, r Reference, mode Mode, options Options) (*Repository, error) {
	if r.Layout {
		return openLayout(ctx, r, mode)
	}
	repository, err := remote.NewRepository(r.Repository)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", r, err)
	}
	keys, err := credentials.NewStoreFromDocker(credentials.StoreOptions{DetectDefaultNativeStore: true})
	if err != nil {
		return nil, fmt.Errorf("open %s: read the credentials of docker: %w", r, err)
	}
	client := &auth.Client{Client: retry.NewClient(), Cache: auth.NewCache(), Credential: credentials.Credential(keys)}
	if options.NoRetries {
		client.Client = &http.Client{Transport: busyTransport{http.DefaultTransport}}
	}
	client.SetUserAgent("compendium")
	repository.Client = client
	// Many registries let nobody delete, and what is left of an index of referrers is small.
	repository.SkipReferrersGC = true
	// A registry that gives page after page is not followed for ever.
	repository.ReferrerListMaxPages, repository.TagListMaxPages = maxReferrerPages, maxTagPages
	repository.PlainHTTP = options.PlainHTTP || Loopback(repository.Reference.Registry)
	return &Repository{reference: r, store: repository}, nil
}

func openLayout(ctx context.Context, r Reference, mode Mode) (*Repository, error) {
	_, err := os.Stat(filepath.Join(r.Repository, ocispec.ImageLayoutFile))
	switch {
	case errors.Is(err, os.ErrNotExist) && mode != Create:
		return nil, fmt.Errorf("open %s: %w: %s is no OCI image layout; `compendium publish` makes one", r, ErrNotFound, r.Repository)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open %s: %w", r, err)
	}
	if mode == Read {
		layout, err := readLayout(ctx, r.Repository)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", r, repairable(r, err))
		}
		return &Repository{reference: r, store: readOnly{layout}}, nil
	}
	if mode == Create {
		if err := createLayout(ctx, r.Repository); err != nil {
			return nil, fmt.Errorf("open %s: %w", r, repairable(r, err))
		}
	}
	layout, err := loadLayout(ctx, r.Repository)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", r, repairable(r, err))
	}
	return &Repository{reference: r, store: layout}, nil
}

// readLayout reads the index of a layout. Other tools write it in place, so for a moment half of it may be there.
func readLayout(ctx context.Context, dir string) (layout *oci.ReadOnlyStore, err error) {
	const tries, pause = 5, 20 * time.Millisecond
	for range tries {
		if layout, err = oci.NewFromFS(ctx, os.DirFS(dir)); err == nil {
			return layout, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
		}
	}
	if errors.Is(err, os.ErrPermission) {
		return nil, err
	}
	return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
}

// readOnly is a layout that is opened to be read.
type readOnly struct{ *oci.ReadOnlyStore }

func (readOnly) Push(context.Context, ocispec.Descriptor, io.Reader) error { return errReadOnly }
func (readOnly) Tag(context.Context, ocispec.Descriptor, string) error     { return errReadOnly }

var errReadOnly = errors.New("the repository is opened to be read only")

// Loopback reports whether a host is this machine, given as host or host:port. It is reached without TLS.
func Loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}
