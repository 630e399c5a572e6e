package follow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// maxSignatureFile is how many bytes of signatures are read.
const maxSignatureFile = 1 << 16

// webOrigin is a release file on a web server or on disk, with its signatures beside it.
type webOrigin struct {
	address *url.URL
	open    func() (*http.Client, error)
	// client is kept while it works. After an error, the server's authorities are read again.
	client *http.Client
}

func newWebOrigin(text string, options registry.Options) (*webOrigin, error) {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || address.Fragment != "" {
		return nil, fmt.Errorf("follow %q: not an address of a release file; write https://host/path", text)
	}
	allowed := func(u *url.URL) error {
		if u.Scheme == "https" || u.Scheme == "http" && (options.PlainHTTP || registry.Loopback(u.Host)) {
			return nil
		}
		return fmt.Errorf("follow %s: releases come over https, or from this machine; --plain-http allows others", shown(u))
	}
	if err := allowed(address); err != nil {
		return nil, err
	}
	const redirects = 10
	o := &webOrigin{address: address, open: func() (*http.Client, error) {
		transport, err := options.Transport(address.Host)
		if err != nil {
			return nil, fmt.Errorf("follow %s: %w", shown(address), err)
		}
		// The digest is that of the uncompressed bytes.
		transport.DisableCompression = true
		return &http.Client{Transport: transport, CheckRedirect: func(q *http.Request, via []*http.Request) error {
			if len(via) > redirects {
				return errors.New("too many redirects")
			}
			return allowed(q.URL)
		}}, nil
	}}
	o.client, err = o.open()
	return o, err
}

// schemeFile is the scheme of files on disk.
const schemeFile = "file"

// newFileOrigin returns the origin of a release file on disk.
func newFileOrigin(path string) (*webOrigin, error) {
	absolute, err := filepath.Abs(path)
	if err != nil || path == "" {
		return nil, fmt.Errorf("follow file:%s: there is no path; write file:PATH", path)
	}
	transport := &http.Transport{}
	//nolint:gosec // the only path asked for is that of the configuration
	transport.RegisterProtocol(schemeFile, http.NewFileTransport(http.Dir("/")))
	return &webOrigin{
		address: &url.URL{Scheme: schemeFile, Path: filepath.ToSlash(absolute)},
		open:    func() (*http.Client, error) { return &http.Client{Transport: transport}, nil },
	}, nil
}

func (o *webOrigin) String() string { return shown(o.address) }

// shown returns an address for people: without a password, and without its query, where object stores put signatures.
func shown(u *url.URL) string {
	open := *u
	if open.RawQuery != "" {
		open.RawQuery = "hidden"
	}
	return open.Redacted()
}

func (o *webOrigin) ask(ctx context.Context, method, suffix string) (*http.Response, error) {
	to := *o.address
	to.Path += suffix
	if to.RawPath != "" {
		to.RawPath += suffix
	}
	request, err := http.NewRequestWithContext(ctx, method, to.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", "compendium")
	if o.client == nil {
		if o.client, err = o.open(); err != nil {
			return nil, err
		}
	}
	answer, err := o.client.Do(request)
	if err != nil {
		o.client.CloseIdleConnections()
		o.client = nil
		// The client's error has the whole address.
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = fmt.Errorf("%s %s: %w", method, shown(&to), wrapped.Err)
		}
		return nil, err
	}
	busy := registry.CheckBusy(answer, time.Now())
	switch {
	case answer.StatusCode == http.StatusOK:
		return answer, nil
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		err = fmt.Errorf("%s %s: %w", method, shown(&to), registry.ErrNotFound)
	case busy != nil:
		err = fmt.Errorf("%s %s: %w", method, shown(&to), busy)
	default:
		err = fmt.Errorf("%s %s: the server answers %s", method, shown(&to), answer.Status)
	}
	return nil, errors.Join(err, answer.Body.Close())
}

// look returns the ETag of the file, or the time of its last change if it has none, and the digest of its signatures,
// since the two are not uploaded at once.
func (o *webOrigin) look(ctx context.Context) (string, error) {
	found, err := o.find(ctx)
	return found.stamp(), err
}

// found is what a web server has.
type found struct {
	version    string
	signatures []byte
}

func (f found) stamp() string {
	sum := sha256.Sum256(f.signatures)
	return f.version + " " + hex.EncodeToString(sum[:8])
}

func (o *webOrigin) find(ctx context.Context) (found, error) {
	signatures, err := o.signatures(ctx)
	if err != nil {
		return found{}, err
	}
	answer, err := o.ask(ctx, http.MethodHead, "")
	if err != nil {
		return found{}, err
	}
	return found{version: o.version(answer), signatures: signatures}, answer.Body.Close()
}

func (o *webOrigin) version(answer *http.Response) string {
	if o.address.Scheme == schemeFile {
		// The header has only seconds.
		if state, err := disk.State(filepath.FromSlash(o.address.Path)); err == nil {
			return state
		}
	}
	if tag := answer.Header.Get("ETag"); tag != "" {
		return tag
	}
	return answer.Header.Get("Last-Modified") + " " + answer.Header.Get("Content-Length")
}

func (o *webOrigin) offer(ctx context.Context) (*offer, error) {
	now, err := o.find(ctx)
	if err != nil {
		return nil, err
	}
	signatures, err := signing.ParseAll(now.signatures)
	if err != nil {
		return nil, err
	}
	return &offer{
		description: description{Stamp: now.stamp(), Signatures: signatures},
		fetch: func(ctx context.Context, into io.Writer) error {
			answer, err := o.ask(ctx, http.MethodGet, "")
			if err != nil {
				return err
			}
			defer answer.Body.Close() //nolint:errcheck // it was only read
			if got := o.version(answer); got != now.version {
				return fmt.Errorf("GET %s: the file was replaced meanwhile: its tag is %s and was %s", o, got, now.version)
			}
			_, err = io.Copy(into, answer.Body)
			return err
		},
	}, nil
}

// signatures reads the file of signatures: one per line.
func (o *webOrigin) signatures(ctx context.Context) ([]byte, error) {
	answer, err := o.ask(ctx, http.MethodGet, signing.FileSuffix)
	if errors.Is(err, registry.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxSignatureFile))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, fmt.Errorf("GET %s%s: %w", o, signing.FileSuffix, err)
	}
	return text, nil
}
