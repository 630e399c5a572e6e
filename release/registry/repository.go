package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"
)

// Mode is how a repository is opened.
type Mode int

// Modes of repositories. They matter for directories: one that is only read may be on a read-only file system.
const (
	// Read only reads.
	Read Mode = iota
	// Write changes an existing repository.
	Write
	// Create creates the directory if it does not exist.
	Create
)

// Options are how a registry is reached.
type Options struct {
	// PlainHTTP allows HTTP to other machines.
	PlainHTTP bool
	// CA is a PEM file of authorities for registries, beside those of the system.
	CA string
	// CertsDir has certificates by host, as docker's /etc/docker/certs.d, which is the default: authorities in *.crt, and
	// client certificates in *.cert and *.key.
	CertsDir string
	// Timeout bounds how long a registry may neither take anything of a request nor send anything of an answer. The
	// default is a minute.
	Timeout time.Duration
	// NoRetries lets a failing request fail at once, for callers with a back-off of their own.
	NoRetries bool
}

// Bounds of the lists of a registry, in pages of at most 4 MiB each.
const (
	maxReferrerPages = 16
	maxTagPages      = 1000
)

// store is the storage of a repository.
type store interface {
	oras.Target
	content.ReadOnlyGraphStorage
	registry.TagLister
}

// Repository is a place that keeps releases.
type Repository struct {
	reference Reference
	store     store
}

// Open opens a repository. It sends no request to a registry. A directory that is opened to be read is a snapshot: open
// it again to see what others write.
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
		return nil, fmt.Errorf("open %s: read the credentials of docker: %w; DOCKER_CONFIG names their directory", r, err)
	}
	host := repository.Reference.Registry
	repository.PlainHTTP = !r.Secure && (options.PlainHTTP || Loopback(host))
	transport, err := options.Transport(host)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", r, err)
	}
	guarded := credentialGuard{next: transport, host: host, plain: repository.PlainHTTP}
	client := &auth.Client{
		Client:     &http.Client{Transport: retrying(guarded)},
		Cache:      auth.NewCache(),
		Credential: credentials.Credential(keys),
	}
	if options.NoRetries {
		client.Client = &http.Client{Transport: busyTransport{guarded}}
	}
	client.SetUserAgent("compendium")
	repository.Client = client
	// Many registries forbid deletion, and the garbage of an index of referrers is small.
	repository.SkipReferrersGC = true
	// An endless list of pages is not followed for ever.
	repository.ReferrerListMaxPages, repository.TagListMaxPages = maxReferrerPages, maxTagPages
	return &Repository{reference: r, store: repository}, nil
}

func openLayout(ctx context.Context, r Reference, mode Mode) (*Repository, error) {
	_, err := os.Stat(filepath.Join(r.Repository, ocispec.ImageLayoutFile))
	switch {
	case errors.Is(err, os.ErrNotExist) && mode != Create:
		return nil, fmt.Errorf("open %s: %w: %s is not an OCI image layout; `compendium publish` creates one", r,
			ErrNotFound, r.Repository)
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
		if _, _, err = readIndex(dir); err == nil {
			if layout, err = oci.NewFromFS(ctx, os.DirFS(dir)); err == nil {
				return layout, nil
			}
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
		}
	}
	if errors.Is(err, os.ErrPermission) || errors.Is(err, ErrDamaged) {
		return nil, err
	}
	return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
}

// readOnly is a layout that is opened to be read.
type readOnly struct{ *oci.ReadOnlyStore }

func (readOnly) Push(context.Context, ocispec.Descriptor, io.Reader) error { return errReadOnly }
func (readOnly) Tag(context.Context, ocispec.Descriptor, string) error     { return errReadOnly }

var errReadOnly = errors.New("the repository is open for reading only")
