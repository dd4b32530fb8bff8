//go:build tools

package original

import _ "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router"
