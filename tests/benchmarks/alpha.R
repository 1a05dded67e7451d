# An alpha design by REML: entries fixed (estimates, their standard errors, mean variance of a difference), entries random
# (predictions, their error variances, mean variance of a difference), variance components, heritability by Cullis and by
# Piepho and Möhring. Prediction errors come from the mixed-model equations by Matrix's sparse Cholesky decomposition.
suppressMessages(library(lme4))

mean_difference <- function(v) { t <- nrow(v); 2 * (sum(diag(v)) - sum(v) / t) / (t - 1) }

analyse <- function(d) {
  control <- lmerControl(calc.derivs = FALSE, check.conv.singular = "ignore")
  fixed <- lmer(y ~ 0 + entry + rep + (1 | rep:block), d, control = control)
  t <- nlevels(d$entry)
  blue <- fixef(fixed)[1:t]
  v <- as.matrix(vcov(fixed))[1:t, 1:t]
  random <- lmer(y ~ rep + (1 | entry) + (1 | rep:block), d, control = control)
  components <- as.data.frame(VarCorr(random))
  s <- setNames(components$vcov, components$grp)
  x <- Matrix(model.matrix(~ rep, d), sparse = TRUE)
  z <- t(fac2sparse(d$entry)); w <- t(fac2sparse(interaction(d$rep, d$block, drop = TRUE)))
  all <- cbind(x, z, w); p <- ncol(x)
  penalty <- Diagonal(x = c(rep(0, p), rep(s[["Residual"]] / s[["entry"]], t), rep(s[["Residual"]] / s[["rep:block"]], ncol(w))))
  root <- Cholesky(forceSymmetric(crossprod(all) + penalty))
  unit <- sparseMatrix(i = p + 1:t, j = 1:t, x = 1, dims = c(ncol(all), t))
  pev <- s[["Residual"]] * as.matrix(solve(root, unit)[p + 1:t, ])
  blup <- ranef(random, condVar = FALSE)$entry[[1]]
  v_blue <- mean_difference(v); v_blup <- mean_difference(pev)
  list(blue = blue, se = sqrt(diag(v)), blup = blup, pev = diag(pev), components = components, fixed = VarCorr(fixed),
       cullis = 1 - v_blup / (2 * s[["entry"]]), piepho = s[["entry"]] / (s[["entry"]] + v_blue / 2))
}

data <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
small <- droplevels(data[data$entry %in% levels(data$entry)[1:40], ])
invisible(analyse(small)) # loads what is loaded on first use
start <- proc.time()[["elapsed"]]
result <- analyse(data)
elapsed <- proc.time()[["elapsed"]] - start
cat(elapsed, result$cullis, "\n")
