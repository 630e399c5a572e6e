package signing_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/release/signing"
)

var signed = signing.Release{Name: "compendium", Number: 7, Digest: "sha256:" + strings.Repeat("ab", 32)}

func newKey(t *testing.T) signing.Key {
	t.Helper()
	key, err := signing.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sign(t *testing.T, key signing.Key, r signing.Release) signing.Signature {
	t.Helper()
	s, err := key.Sign(r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerifyAcceptsOnlyWhatAKnownKeySigned(t *testing.T) {
	old, current, foreign := newKey(t), newKey(t), newKey(t)
	accepted := []signing.PublicKey{old.Public(), current.Public()}
	change := func(edit func(*signing.Signature)) []signing.Signature {
		s := sign(t, current, signed)
		edit(&s)
		return []signing.Signature{s}
	}
	tests := []struct {
		name       string
		signatures []signing.Signature
		want       error
	}{
		{"by the new key", []signing.Signature{sign(t, current, signed)}, nil},
		{"by the old key, which is still accepted", []signing.Signature{sign(t, old, signed)}, nil},
		{"by a foreign key beside an accepted one", []signing.Signature{sign(t, foreign, signed), sign(t, old, signed)}, nil},
		{"by nobody", nil, signing.ErrUnsigned},
		{"by a foreign key", []signing.Signature{sign(t, foreign, signed)}, signing.ErrBadSignature},
		{
			"by a foreign key that says it is another",
			change(func(s *signing.Signature) { s.Signature = sign(t, foreign, signed).Signature }),
			signing.ErrBadSignature,
		},
		{"of another number", change(func(s *signing.Signature) { s.Number++ }), signing.ErrBadSignature},
		{
			"of another catalog",
			[]signing.Signature{sign(t, current, signing.Release{Name: "other", Number: signed.Number, Digest: signed.Digest})},
			signing.ErrBadSignature,
		},
		{"altered to name another catalog", change(func(s *signing.Signature) { s.Name = "other" }), signing.ErrBadSignature},
		{
			"of another digest",
			change(func(s *signing.Signature) { s.Digest = "sha256:" + strings.Repeat("cd", 32) }),
			signing.ErrBadSignature,
		},
		{"that is no base64", change(func(s *signing.Signature) { s.Signature = "!" }), signing.ErrBadSignature},
		{"that is empty", change(func(s *signing.Signature) { s.Signature = "" }), signing.ErrBadSignature},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := signing.Verify(signed, tt.signatures, accepted); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestWhatCannotBeReadInOneWayOnlyIsNotSigned(t *testing.T) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := signing.ParseKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []signing.Release{
		{Name: "", Number: 1, Digest: signed.Digest}, {Name: "a\n1", Number: 1, Digest: signed.Digest},
		{Name: "a", Number: 0, Digest: signed.Digest}, {Name: "a", Number: -1, Digest: signed.Digest},
		{Name: "a", Number: 1, Digest: ""}, {Name: "a", Number: 1, Digest: signed.Digest + "\n"},
		{Name: "a", Number: 1, Digest: "sha512:00"},
	} {
		if _, err := key.Sign(r); err == nil {
			t.Errorf("%+v is signed", r)
		}
		// Nor is it accepted where another program has signed it with the same key.
		payload := fmt.Sprintf("opencompendium release signature v1\n%s\n%d\n%s\n", r.Name, r.Number, r.Digest)
		forged := signing.Signature{Release: r, Key: key.Public().ID(),
			Signature: base64.StdEncoding.EncodeToString(ed25519.Sign(private, []byte(payload)))}
		_, err := signing.Verify(r, []signing.Signature{forged}, []signing.PublicKey{key.Public()})
		if !errors.Is(err, signing.ErrBadSignature) {
			t.Errorf("a signature of %+v is accepted: %v", r, err)
		}
	}
}

func TestKeysSurviveTheirFiles(t *testing.T) {
	key, other := newKey(t), newKey(t)
	private, err := key.MarshalPEM()
	if err != nil {
		t.Fatal(err)
	}
	again, err := signing.ParseKey(private)
	if err != nil {
		t.Fatal(err)
	}
	first, err := again.Public().MarshalPEM()
	if err != nil {
		t.Fatal(err)
	}
	second, err := other.Public().MarshalPEM()
	if err != nil {
		t.Fatal(err)
	}
	public, err := signing.ParsePublicKeys(bytes.Join([][]byte{[]byte("release keys\n"), first, second}, nil))
	if err != nil || len(public) != 2 {
		t.Fatalf("got %d keys, %v, want 2", len(public), err)
	}
	if public[0].ID() != key.Public().ID() || public[1].ID() != other.Public().ID() {
		t.Errorf(
			"got the keys %s and %s, want %s and %s",
			public[0].ID(),
			public[1].ID(),
			key.Public().ID(),
			other.Public().ID(),
		)
	}
	if _, err := signing.Verify(signed, []signing.Signature{sign(t, again, signed)}, public); err != nil {
		t.Error(err)
	}
}

func TestKeysOfOtherKindsAreRefused(t *testing.T) {
	elliptic, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(elliptic)
	if err != nil {
		t.Fatal(err)
	}
	private := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
	if encoded, err = x509.MarshalPKIXPublicKey(&elliptic.PublicKey); err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: encoded})
	ours, err := newKey(t).MarshalPEM()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"nothing": nil, "text": []byte("key"), "a public key": public,
		"an elliptic curve": private} {
		if _, err := signing.ParseKey(text); err == nil {
			t.Errorf("%s is read as a private key", name)
		}
	}
	for name, text := range map[string][]byte{"nothing": nil, "text": []byte("key"), "a private key": ours,
		"an elliptic curve": public, "no key": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")})} {
		if _, err := signing.ParsePublicKeys(text); err == nil {
			t.Errorf("%s is read as public keys", name)
		}
	}
}

func TestASignatureThatNamesNoKeyIsNone(t *testing.T) {
	s := sign(t, newKey(t), signed)
	for _, key := range []string{"", "\x1b[2J", strings.Repeat("ab", 9), strings.ToUpper(s.Key) + "G"} {
		s.Key = key
		text, err := s.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := signing.Parse(text); !errors.Is(err, signing.ErrBadSignature) {
			t.Errorf("the key %q: got %v, want ErrBadSignature", key, err)
		}
	}
}

func TestFilesOfSignatures(t *testing.T) {
	list := []signing.Signature{sign(t, newKey(t), signed), sign(t, newKey(t), signed)}
	text, err := signing.MarshalAll(list)
	if err != nil {
		t.Fatal(err)
	}
	one, rest, _ := strings.Cut(string(text), "\n")
	got, err := signing.ParseAll([]byte("\n" + one + "\n \n" + rest))
	if diff := cmp.Diff(list, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
	for _, other := range []string{"{", "{}", strings.Replace(one, "sha256:", "sha512:", 1)} {
		if got, err := signing.ParseAll([]byte(one + "\n" + other + "\n")); !errors.Is(err, signing.ErrBadSignature) {
			t.Errorf("with the line %s: %v, %v, want ErrBadSignature", other, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	key, err := signing.Generate()
	if err != nil {
		f.Fatal(err)
	}
	s, err := key.Sign(signed)
	if err != nil {
		f.Fatal(err)
	}
	text, err := s.Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"name":"a","number":1,"digest":"sha256:","key":"","signature":"AA=="}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		parsed, err := signing.Parse(text)
		if err != nil {
			if !errors.Is(err, signing.ErrBadSignature) {
				t.Fatalf("the error is not ErrBadSignature: %v", err)
			}
			return
		}
		written, err := parsed.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		again, err := signing.Parse(written)
		if err != nil || again != parsed {
			t.Fatalf("%+v is read as %+v (%v) when written again", parsed, again, err)
		}
		if _, err := signing.Verify(parsed.Release, []signing.Signature{parsed},
			[]signing.PublicKey{key.Public()}); err == nil &&
			parsed != s {
			t.Logf("accepted: %s", text)
		}
	})
}

func FuzzParseKeys(f *testing.F) {
	key, err := signing.Generate()
	if err != nil {
		f.Fatal(err)
	}
	private, err := key.MarshalPEM()
	if err != nil {
		f.Fatal(err)
	}
	public, err := key.Public().MarshalPEM()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(private)
	f.Add(public)
	f.Fuzz(func(t *testing.T, text []byte) {
		if k, err := signing.ParseKey(text); err == nil && len(k.Public().ID()) != 16 {
			t.Fatal("a key without an identifier")
		}
		if keys, err := signing.ParsePublicKeys(text); err == nil && len(keys) == 0 {
			t.Fatal("no keys and no error")
		}
	})
}

func FuzzParseAll(f *testing.F) {
	f.Add(
		[]byte(
			"{\"name\":\"a\",\"number\":1,\"digest\":\"sha256:" + strings.Repeat(
				"0",
				64,
			) + "\",\"key\":\"\",\"signature\":\"\"}\n\n",
		),
	)
	f.Add([]byte("\n{}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := signing.ParseAll(text)
		if err != nil && !errors.Is(err, signing.ErrBadSignature) {
			t.Fatalf("the error is not ErrBadSignature: %v", err)
		}
		for _, s := range list {
			if err == nil && s.Number < 1 {
				t.Fatalf("%q is read as %+v", text, s)
			}
		}
	})
}
