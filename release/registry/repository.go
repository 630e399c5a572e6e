package registry

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"

	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"
	"oras.land/oras-go/v2/registry/remote/retry"
)

// Options are how a registry is reached.
type Options struct {
	// PlainHTTP allows http to hosts other than this machine.
	PlainHTTP bool
	// NoRetries has a request that fails fail at once, for callers with a back-off of their own.
	NoRetries bool
}

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

// Open reaches for a repository. For a registry nothing is asked yet; a directory is made into an image layout when create is set.
func Open(ctx context.Context, r Reference, create bool, options Options) (*Repository, error) {
	if r.Layout {
		if _, err := os.Stat(r.Repository); err != nil && (!create || !errors.Is(err, os.ErrNotExist)) {
			return nil, fmt.Errorf("open %s: %w", r, err)
		}
		layout, err := oci.NewWithContext(ctx, r.Repository)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", r, err)
		}
		return &Repository{reference: r, store: layout}, nil
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
		client.Client = nil
	}
	client.SetUserAgent("compendium")
	repository.Client = client
	repository.PlainHTTP = options.PlainHTTP || loopback(repository.Reference.Registry)
	return &Repository{reference: r, store: repository}, nil
}

// loopback says whether a host is this machine, which is reached without TLS.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}
